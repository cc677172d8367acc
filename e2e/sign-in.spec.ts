import { expect, test } from './support/fixtures'
import { heading, signIn } from './support/flows'

test('a user signs in with number and password, and the account page shows the name', async ({ page, account }) => {
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  await expect(heading(page)).toContainText(account.name)
})

test('signing out in one browser leaves another signed in', async ({ page, account, anotherBrowser }) => {
  const other = await anotherBrowser()
  for (const one of [page, other]) {
    await signIn(one, account.phone, account.password)
    await expect(one).toHaveURL('/account')
  }
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL('/')
  await other.reload()
  await expect(heading(other)).toContainText(account.name)
})

test('a wrong password and an unknown number get the same error, and the number stays in its field', async ({
  page,
  account,
}) => {
  for (const phone of [account.phone, '+1 202 555 0199']) {
    await signIn(page, phone, `not the ${account.password}`)
    await expect(page.locator('[data-form-message]')).toHaveText(
      "That phone number and password don't match. Check both, or reset your password.",
    )
    await expect(page.getByLabel('Phone number')).toHaveValue(phone)
  }
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'reset your password' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/reset-password')
})
