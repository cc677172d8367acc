import { expectNothingForAxe } from './support/axe'
import { expect, test } from './support/fixtures'
import { expectNothingClipped } from './support/layout'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'

test('on the stage, one click sends a code that is seen to arrive, and a second click enters it', async ({ page }) => {
  await page.goto('/demo')
  const path = page.getByRole('list', { name: 'The path of the code' })
  const app = page.frameLocator('iframe[title^="The application"]')
  const phone = page.frameLocator('iframe[title="The simulated phone"]')
  await page.getByRole('button', { name: 'Sign up as Grace' }).click()
  await expect(app.getByRole('heading', { name: 'Enter the code' })).toBeVisible()
  await expect(path.getByRole('listitem').filter({ hasText: 'Phone reached' })).toBeVisible()
  const offered = page.getByRole('button', { name: /^From Messages: \d{6}$/ })
  const code = (await offered.textContent())?.slice(-6) ?? ''
  await expect(phone.getByText(code).first()).toBeVisible()
  await offered.click()
  await expect(app.getByRole('heading', { name: 'Create your account' })).toBeVisible()
  await expect(app.getByLabel('Name')).toHaveValue('Grace')
  await expect(path.getByRole('listitem').filter({ hasText: 'Verified reached' })).toBeVisible()
  await expect(offered).toBeHidden()
})

test('the stage follows a verification that was started in another browser', async ({ page, plainBrowser }) => {
  await page.goto('/demo')
  const phone = freshPhone()
  await askPlainly(await plainBrowser(), phone)
  const shown = page.getByRole('group', { name: 'Shown verification' })
  await shown.getByRole('button', { name: phone.slice(-4) }).click()
  await expect(page.getByText('handset: delivered')).toBeVisible()
})

test('the stage has no axe violations, and fits a screen of 320 px', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/demo')
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible()
  await expectNothingForAxe(page, 'the stage')
  await expectNothingClipped(page, 'the stage')
})
