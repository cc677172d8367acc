import { expect, test } from './support/fixtures'
import { signUp, somebody } from './support/flows'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'

test('the landing page of a demo follows the newest code without a reload, and links to the stage', async ({
  page,
  plainBrowser,
}) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Self-hosted phone verification - Latchkey')
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''))
  await askPlainly(await plainBrowser(), freshPhone())
  const path = page.getByRole('list', { name: 'The path of the code' })
  await expect(page.getByText(/^Sent to a number ending in \d{4}$/)).toBeVisible()
  await expect(path.getByRole('listitem').filter({ hasText: 'Requested reached' })).toBeVisible()
  await expect(page.locator('body')).toHaveAttribute('data-not-reloaded')
  await page.getByRole('link', { name: 'See it live' }).click()
  await expect(page).toHaveURL('/demo')
})

test('the landing page of a demo links signed-in users to their account, and not to sign-up', async ({
  page,
  plainBrowser,
}) => {
  await signUp(page, somebody(await plainBrowser()))
  await page.goto('/')
  const main = page.getByRole('main')
  await expect(main.getByRole('link', { name: 'Go to your account' })).toHaveAttribute('href', '/account')
  await expect(main.getByRole('link', { name: 'Create an account' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('without JavaScript the landing page of a demo shows the newest code and links to every entry', async ({
    page,
    plainBrowser,
  }) => {
    await askPlainly(await plainBrowser(), freshPhone())
    await page.goto('/')
    await expect(page.getByText(/^Sent to a number ending in \d{4}$/)).toBeVisible()
    for (const [name, href] of [
      ['See it live', '/demo'],
      ['Create an account', '/sign-up'],
      ['Sign in', '/sign-in'],
      ['Forgot your password?', '/reset-password'],
    ] as const)
      await expect(page.getByRole('main').getByRole('link', { name })).toHaveAttribute('href', href)
  })
})
