import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, prove, somebody } from './support/flows'
import { readCode } from './support/handset'
import { freshPhone, otherCode } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const OVER = /<h1[^>]*>This code has expired/

/** Waits until less than half of the code's lifetime is left, when a resend creates a new code. */
const lateInItsLife = (page: Page) => expect(page.getByRole('timer')).toHaveText(/0:0[0-3]/)

async function resendLate(page: Page) {
  await lateInItsLife(page)
  await page.getByRole('button', { name: 'Send a new code' }).click()
}

test('an expired code is shown as expired without a reload, and one press sends a new one that works', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const { pathname } = new URL(page.url())
  await readCode(handset)
  await expect(heading(page)).toHaveText('This code has expired')
  await expect(page.getByRole('button', { name: 'Resend code' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await expect(codeField(page)).toBeVisible()
  expect(new URL(page.url()).pathname).not.toBe(pathname)
  await expect(page.getByText("We've sent you a new code.")).toBeVisible()
  await enterCode(page, await readCode(handset, 2))
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('rejects an expired code with an error and a button for a new one', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const codePath = await askPlainly(browser, phone)
  const code = await readCode({ browser, phone })
  const expired = () => expect.poll(async () => (await look(browser, codePath)).html, { timeout: 15_000 }).toMatch(OVER)
  const late = await submit(browser, codePath, 'Verify', { code }, { meanwhile: expired })
  expect(late.location).toBeNull()
  expect(late.html).toMatch(OVER)
  const again = await submit(browser, codePath, 'Send a new code', {})
  expect(again.location).toMatch(/^\/verify\//)
})

test('a late resend replaces the code: the old page links to the new one, and the old code has an error of its own', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const oldPage = await page.context().newPage()
  await oldPage.goto(page.url())
  const oldCode = await readCode(handset)
  await resendLate(page)
  const newCode = await readCode(handset, 2)
  await expect(heading(oldPage)).toHaveText('We sent you a newer code')

  await enterCode(page, oldCode)
  await expect(page.getByText('We sent you a newer code. Enter the one in the latest message.')).toBeVisible()
  await oldPage.getByRole('link', { name: 'Enter the newer code' }).click()
  await expect(oldPage).toHaveURL(new URL(page.url()).pathname)
  await enterCode(oldPage, newCode)
  await expect(oldPage).toHaveURL(/\/sign-up\//)
})

test('a new code inherits the wrong attempts of the code that it replaces', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  await enterCode(page, otherCode(code))
  await expect(page.getByText('You have 4 attempts left.')).toBeVisible()
  await resendLate(page)
  await readCode(handset, 2)
  await expect(page.getByText('4 attempts left', { exact: true })).toBeVisible()
})

test('a used code is shown as used, and its page links to the next step', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await prove(page, person.handset)
  const proved = page.url().replace('/sign-up/', '/verify/')
  await page.goto(proved)
  await expect(heading(page)).toHaveText('Phone number verified')
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL('/account')
  await page.goto(proved)
  await expect(heading(page)).toHaveText('This code has already been used')
  await page.getByRole('main').getByRole('link', { name: 'Start again' }).click()
  await expect(page).toHaveURL('/sign-up')
})
