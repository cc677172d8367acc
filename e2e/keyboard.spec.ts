import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import {
  askForCode,
  codeField,
  enterCode,
  heading,
  interactive,
  nameAndPassword,
  prove,
  somebody,
} from './support/flows'
import { readCode } from './support/handset'
import { otherCode } from './support/people'

const FURTHEST = 25

/** Presses Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < FURTHEST; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${target} can't be reached by Tab`)
}

test('a user can sign up and sign out with the keyboard alone', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await page.goto('/')
  await tabTo(page, page.getByRole('link', { name: 'Create an account' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/sign-up')
  await interactive(page)
  await tabTo(page, page.getByLabel('Country'))
  await tabTo(page, page.getByLabel('Phone number'))
  await page.keyboard.type(person.phone)
  await page.keyboard.press('Enter')
  await expect(codeField(page)).toBeFocused()
  await page.keyboard.type(await readCode(person.handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await tabTo(page, page.getByLabel('Name'))
  await page.keyboard.type(person.name)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(person.password)
  await tabTo(page, page.getByRole('button', { name: 'Create account' }))
  await page.keyboard.press('Space')
  await expect(heading(page)).toContainText(person.name)
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')
})

test('the first Tab stop is a link that skips the header', async ({ page }) => {
  await page.goto('/sign-up')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('every Tab stop on every public page shows a focus ring', async ({ page }) => {
  for (const path of ['/', '/sign-up', '/sign-in', '/reset-password', '/handset/+12025550123']) {
    await page.goto(path)
    const controls = await page
      .locator('a[href], button, input:not([type=hidden]), select, summary')
      .filter({ visible: true })
      .count()
    const reached = new Set<string>()
    for (let presses = 0; presses < controls; presses++) {
      await page.keyboard.press('Tab')
      const { html, ring } = await page.locator(':focus').evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return { html: element.outerHTML, ring: outlineStyle === 'solid' ? Number.parseFloat(outlineWidth) : 0 }
      })
      reached.add(html)
      expect(ring, `${path}: ${html}`).toBeGreaterThanOrEqual(2)
    }
    expect(reached.size, path).toBeGreaterThan(2)
  }
})

test('the focus is in the code field on arrival, and on the heading of the next page', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await expect(codeField(page)).toBeFocused()
  await page.reload()
  await interactive(page)
  await expect(codeField(page)).toBeFocused()
  await enterCode(page, await readCode(handset))
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(heading(page)).toBeFocused()
})

test('after an error the first invalid field has the focus, and the title announces the error', async ({
  page,
  plainBrowser,
}) => {
  const person = somebody(await plainBrowser())
  await page.goto('/sign-up')
  await interactive(page)
  await expect(page).toHaveTitle('Create an account - Latchkey')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByLabel('Phone number')).toBeFocused()
  await expect(page).toHaveTitle('Error: Create an account - Latchkey')
  await askForCode(page, person.phone)
  const code = await readCode(person.handset)
  await enterCode(page, otherCode(code))
  await expect(page).toHaveTitle('Error: Enter the code - Latchkey')
  await expect(codeField(page)).toBeFocused()
  await page.keyboard.type(code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await nameAndPassword(page, '', 'short quokka')
  await expect(page.getByLabel('Name')).toBeFocused()
  await nameAndPassword(page, person.name, 'short quokka')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.locator('#password-error')).toContainText('Use at least 15 characters. Add 3 more.')
})

test('an invalid field is announced to screen readers with its error', async ({ page }) => {
  await page.goto('/sign-up')
  await interactive(page)
  await page.getByLabel('Phone number').fill('+1 800 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/^That's a toll-free number\./)
  await expect(page.getByLabel('Phone number')).toHaveAttribute('aria-invalid', 'true')
})

test('a suggested passphrase can be replaced, copied, shown and used for the account', async ({
  page,
  plainBrowser,
}) => {
  const person = somebody(await plainBrowser())
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await prove(page, person.handset)
  const suggestion = page.locator('details [aria-live]')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('short quokka')
  await expect(page.getByRole('status').filter({ hasText: '3 more characters needed' })).toBeAttached()
  await page.getByText('Suggest a passphrase').click()
  const first = await suggestion.textContent()
  await page.getByRole('button', { name: 'Suggest another' }).click()
  await expect(suggestion).not.toHaveText(String(first))
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('Passphrase copied.')).toBeVisible()
  await page.getByRole('button', { name: 'Use this passphrase' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await expect(password).toHaveValue(String(await suggestion.textContent()))
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await password.inputValue())
  await expect(page.getByText('Meets the minimum of 15 characters.').first()).toBeVisible()
  await page.getByLabel('Name').fill(person.name)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(heading(page)).toContainText(person.name)
})
