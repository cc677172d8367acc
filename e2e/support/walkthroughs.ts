import { expect, type Page } from '@playwright/test'
import { exhaustAttempts } from './attempts'
import { askForCode, enterCode, heading, nameAndPassword, prove } from './flows'
import { type Handset, openHandset, openMessages, readCode, seeCode } from './handset'
import { freshPassword, freshPhone, LONGEST_NAME, otherCode } from './people'
import type { Account } from './plain-flows'

export type Inspect = (page: Page, what: string) => Promise<void>

/** Visits every page of a sign-up, including its errors. */
export async function signUpWalkthrough(page: Page, handsetPage: Page, inspect: Inspect) {
  const [phone, name, password] = [freshPhone(), LONGEST_NAME, freshPassword()]
  const handset = await openHandset(handsetPage, phone)
  await inspect(handset, 'a locked phone without messages')
  await page.goto('/')
  await inspect(page, 'the start page')
  await page.goto('/sign-up')
  await inspect(page, 'sign-up')
  await page.getByLabel('Phone number').fill('+1 900 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toBeVisible()
  await inspect(page, 'sign-up with an error')
  await askForCode(page, phone)
  const code = await seeCode(handset)
  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  await inspect(page, 'the code page')
  await inspect(handset, 'a locked phone with a message')
  await openMessages(handset)
  await inspect(handset, 'the messages on a phone')
  await handset.getByRole('button', { name: 'Reply STOP' }).click()
  await handset.getByRole('button', { name: 'Reply START' }).click()
  await expect(handset.getByRole('button', { name: 'Reply STOP' })).toBeVisible()
  await inspect(handset, 'the messages and replies on a phone')
  await handset.goto('/handset')
  await inspect(handset, 'the list of phones')
  await enterCode(page, otherCode(code))
  await expect(page.getByText('You have 4 attempts left.')).toBeVisible()
  await inspect(page, 'the code page with an error')
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.getByText('Suggest a passphrase').click()
  await expect(page.getByRole('button', { name: 'Use this passphrase' })).toBeVisible()
  await inspect(page, 'name and password')
  await nameAndPassword(page, '', 'short quokka')
  await expect(page.locator('#name-error')).toBeVisible()
  await inspect(page, 'name and password with errors')
  const proved = page.url()
  await nameAndPassword(page, name, password)
  await expect(page).toHaveURL('/account')
  await inspect(page, 'the account')
  await page.goto(proved)
  await expect(page).toHaveURL('/account')
  await page.goto('/account/password')
  await inspect(page, 'change password')
  await page.goto('/sign-in')
  await inspect(page, 'sign-in while signed in')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
  await page.goto(proved)
  await expect(heading(page)).toHaveText('Verify your number again')
  await inspect(page, 'a used proof')
}

/** Visits every page of a password reset and of signing in, including errors. */
export async function resetWalkthrough(page: Page, handset: Handset, account: Account, inspect: Inspect) {
  await page.goto('/reset-password')
  await inspect(page, 'reset')
  await askForCode(page, account.phone, '/reset-password')
  await inspect(page, 'the code page of a reset')
  await enterCode(page, await readCode(handset, 2))
  await expect(page).toHaveURL(/\/reset-password\//)
  await inspect(page, 'the new password')
  await page.getByLabel('New password').fill(account.password)
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await inspect(page, 'sign-in after a reset')
  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByLabel('Password', { exact: true }).fill('wrong quokka')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('[data-form-message]')).toBeVisible()
  await inspect(page, 'sign-in with an error')
}

/** Visits error pages and the terminal states of a code. */
export async function terminalStatesWalkthrough(page: Page, handset: Handset, inspect: Inspect) {
  await page.goto('/no-such-page')
  await inspect(page, 'an unknown page')
  await page.goto('/verify/00000000-0000-4000-8000-000000000000')
  await inspect(page, 'a code page without cookies')
  await prove(page, handset)
  await expect(heading(page)).toHaveText('You already have an account')
  await inspect(page, 'a number that has an account')
  await page.goto(page.url().replace('sign-up', 'verify'))
  await inspect(page, 'a verified code')
  const phone = freshPhone()
  await askForCode(page, phone)
  await exhaustAttempts(page, await readCode({ ...handset, phone }))
  await inspect(page, 'no attempts left')
}
