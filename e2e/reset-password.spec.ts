import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, prove, signIn } from './support/flows'
import { expectMessages, textsOn } from './support/handset'
import { freshPassword, freshPhone, nationally } from './support/people'

/** Returns the text of the page with numbers masked and without the resend countdown. */
async function said(page: Page): Promise<string> {
  const text = (await page.getByRole('main').textContent()) ?? ''
  return text.replace(/\d+/g, '0').replace(/Resend available in 0 seconds?/, '')
}

test('a reset ends all sessions, notifies the owner by SMS, starts no session, and only the new password works', async ({
  page,
  account,
  anotherBrowser,
  plainBrowser,
}) => {
  const handset = { browser: await plainBrowser(), phone: account.phone }
  const signedIn = await anotherBrowser()
  await signIn(signedIn, account.phone, account.password)
  await expect(signedIn).toHaveURL('/account')

  await prove(page, handset, '/reset-password')
  const password = freshPassword()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await expect(page.getByLabel('Phone number')).toHaveValue(nationally(account.phone))
  expect(page.url()).not.toContain(account.phone.slice(-4))
  const prefilled = page.url()
  await expectMessages(handset, 3)
  expect((await textsOn(handset))[0]).toContain('Your Latchkey password was changed')

  await signedIn.reload()
  await expect(signedIn).toHaveURL('/sign-in')
  await signedIn.goto(prefilled)
  await expect(signedIn.getByText("You've been signed out on this device.")).toBeVisible()
  await expect(signedIn.getByLabel('Phone number')).toHaveValue('')
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in')
  await signIn(page, account.phone, account.password)
  await expect(page.locator('[data-form-message]')).toContainText("don't match")
  await signIn(page, account.phone, password)
  await expect(heading(page)).toContainText(account.name)
})

test('a reset for a number without an account shows the same page, sends nothing and accepts no code', async ({
  page,
  account,
  anotherBrowser,
  plainBrowser,
}) => {
  const unknown = await anotherBrowser()
  await askForCode(page, account.phone, '/reset-password')
  const unknownPhone = freshPhone()
  await askForCode(unknown, unknownPhone, '/reset-password')
  const browser = await plainBrowser()
  await expectMessages({ browser, phone: account.phone }, 2)
  expect(await textsOn({ browser, phone: unknownPhone })).toEqual([])

  expect(await said(unknown)).toBe(await said(page))
  await enterCode(unknown, '123456')
  await expect(unknown.getByText('That code is incorrect. You have 4 attempts left.')).toBeVisible()
  await expect(codeField(unknown)).toBeFocused()
})
