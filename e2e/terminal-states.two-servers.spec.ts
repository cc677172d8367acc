import type { Page } from '@playwright/test'
import { expect } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, prove, somebody } from './support/flows'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'
import { ageVerification, type Sql } from './support/sql'
import { test as base } from './support/two-servers'

const test = base.extend({ baseURL: async ({ site }, use) => use(site.origin) })

const OVER = /<h1[^>]*>This code has expired/

const idIn = (path: string) => path.split('/').at(-1) ?? ''

/** Ages the page's verification by `interval` and reloads the page. */
async function age(page: Page, sql: Sql, interval: string) {
  await ageVerification(sql, idIn(page.url()), interval)
  await page.reload()
}

/** A resend makes a new code once less than half of its ten minutes are left, which the page notices by itself. */
async function resendLate(page: Page, sql: Sql) {
  await age(page, sql, '4 minutes 58 seconds')
  await page.getByRole('button', { name: 'Send a new code' }).click()
}

test('an expired code is shown as expired without a reload, and one press sends a new one that works', async ({
  page,
  plainBrowser,
  sql,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const { pathname } = new URL(page.url())
  await readCode(handset)
  await age(page, sql, '9 minutes 55 seconds')
  await expect(page.getByRole('timer')).toHaveText(/0:0\d/)
  await expect(heading(page)).toHaveText('This code has expired')
  await expect(page.getByRole('button', { name: 'Resend code' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await expect(codeField(page)).toBeVisible()
  expect(new URL(page.url()).pathname).not.toBe(pathname)
  await expect(page.getByText("We've sent you a new code.")).toBeVisible()
  await enterCode(page, await readCode(handset, 2))
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('posting an expired code shows that it has expired and offers a new one', async ({ plainBrowser, sql }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const codePath = await askPlainly(browser, phone)
  const code = await readCode({ browser, phone })
  const expired = () => ageVerification(sql, idIn(codePath), '10 minutes')
  const late = await submit(browser, codePath, 'Verify', { code }, { meanwhile: expired })
  expect((await look(browser, codePath)).html).toMatch(OVER)
  expect(late.location).toBeNull()
  expect(late.html).toMatch(OVER)
  const again = await submit(browser, codePath, 'Send a new code', {})
  expect(again.location).toMatch(/^\/verify\//)
})

test('a late resend replaces the code: the old page links to the new one, and the old code has an error of its own', async ({
  page,
  plainBrowser,
  sql,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const oldPage = await page.context().newPage()
  await oldPage.goto(page.url())
  const oldCode = await readCode(handset)
  await resendLate(page, sql)
  const newCode = await readCode(handset, 2)
  await expect(heading(oldPage)).toHaveText('We sent you a newer code')

  await enterCode(page, oldCode)
  await expect(page.getByText('We sent you a newer code. Enter the one in the latest message.')).toBeVisible()
  await oldPage.getByRole('link', { name: 'Enter the newer code' }).click()
  await expect(oldPage).toHaveURL(new URL(page.url()).pathname)
  await enterCode(oldPage, newCode)
  await expect(oldPage).toHaveURL(/\/sign-up\//)
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
