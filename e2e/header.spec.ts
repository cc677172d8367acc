import type { Page } from '@playwright/test'
import { axeOn } from './support/axe'
import { expect, test } from './support/fixtures'
import { signUp, somebody } from './support/flows'
import { look } from './support/plain-forms'

const NAMES = ['Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh', 'عبد الرحمن بن محمد الخوارزمي 🚀', 'I']
const PATHS = ['/', '/account', '/account/password', '/sign-in', '/sign-up', '/no-such-page']

const header = (page: Page) => page.getByRole('banner')
const account = (page: Page, name: string) => header(page).getByRole('link', { name: `Your account: ${name}` })

// One of the pages is a 404.
test.use({ expectedComplaints: [/404/] })

test('the header of every page links to sign-in, or to the account and sign-out when signed in', async ({
  page,
  account: { name },
  plainBrowser,
  baseURL,
}) => {
  const signedOut = await plainBrowser()
  for (const path of PATHS.filter((one) => !one.startsWith('/account'))) {
    const { html } = await look(signedOut, path)
    expect(html, path).toMatch(/<header.*<a href="\/sign-in".*<\/header>/s)
    expect(html, path).not.toContain('Sign out')
  }
  const person = somebody(signedOut, name)
  await signUp(page, person)
  for (const path of PATHS) {
    await page.goto(path)
    await expect(account(page, name)).toBeVisible()
    await expect(header(page).getByRole('link', { name: 'Sign in' })).toHaveCount(0)
    await expect(header(page).getByRole('button', { name: 'Sign out' })).toBeVisible()
  }
  await header(page).getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(`${baseURL}/`)
  await expect(header(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(account(page, name)).toHaveCount(0)
})

for (const name of NAMES) {
  test(`the header fits at 320 px and has no axe violations with the name ${name}`, async ({ page, plainBrowser }) => {
    await signUp(page, somebody(await plainBrowser(), name))
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 640 })
      for (const part of [account(page, name), header(page).getByRole('button', { name: 'Sign out' })]) {
        const box = await part.boundingBox()
        expect(box?.x).toBeGreaterThanOrEqual(0)
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
        expect(box?.height).toBeGreaterThanOrEqual(24)
      }
      // The rest of the page clips overflow; the header doesn't.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    const { violations } = await axeOn(page).include('header').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('without JavaScript a signed-in user can continue from sign-in and sign-up, or switch accounts', async ({
    page,
    account: { phone, password, name },
  }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Phone number').fill(phone)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    for (const path of ['/sign-up', '/sign-in']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`You're signed in as ${name}`)
      await expect(page.getByLabel('Phone number')).toHaveCount(0)
      await page.getByRole('link', { name: 'Continue' }).click()
      await expect(page).toHaveURL('/account')
    }
    await page.goto('/reset-password')
    await expect(page).toHaveURL('/account/password')
    await page.goto('/sign-up')
    await page.getByRole('button', { name: 'Use a different account' }).click()
    await expect(page).toHaveURL('/sign-in')
    await expect(page.getByLabel('Phone number')).toBeVisible()
    await expect(header(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  })
})
