import { expect, test } from './support/fixtures'
import { enterCode, heading, interactive, signIn } from './support/flows'
import { expectMessages, readCode, textsOn } from './support/handset'
import { freshPassword } from './support/people'
import { signInPlainly } from './support/plain-flows'
import { look } from './support/plain-forms'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a signed-in user changes the password with the current one, which ends all other sessions', async ({
      page,
      account,
      plainBrowser,
    }) => {
      const other = await plainBrowser()
      await signInPlainly(other, account)
      await page.goto('/sign-in')
      if (javaScriptEnabled) await interactive(page)
      await page.getByLabel('Phone number').fill(account.phone)
      await page.getByLabel('Password', { exact: true }).fill(account.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page).toHaveURL('/account')
      const before = await page.context().cookies()

      await page.getByRole('main').getByRole('link', { name: 'Change password' }).click()
      if (javaScriptEnabled) await interactive(page)
      await expect(page.getByLabel('Phone number')).toHaveCount(0)
      const password = freshPassword()
      await page.getByLabel('Current password').fill('wrong quokka')
      await page.getByLabel('New password').fill(password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await expect(page.locator('#current-error')).toHaveText("That isn't your current password.")
      await expect(page.getByLabel('Current password')).toBeFocused()

      await page.getByLabel('Current password').fill(account.password)
      await page.getByLabel('New password').fill(password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await expect(page.getByText('Your password was changed.')).toBeVisible()
      await expect(page.getByText("You've been signed out on all other devices.")).toBeVisible()
      expect((await look(other, '/account')).location).toBe('/sign-in')
      const handset = { browser: other, phone: account.phone }
      await expectMessages(handset, 2)
      expect((await textsOn(handset))[0]).toContain('Your Latchkey password was changed')

      const session = (cookies: typeof before) => cookies.find(({ name }) => name === 'latchkey-session')?.value
      expect(session(await page.context().cookies())).not.toBe(session(before))
      await page.reload()
      await expect(heading(page)).toContainText(account.name)
      await signInPlainly(other, { ...account, password })
    })
  })
}

test('a signed-in user who forgot the password gets a code without entering a number, and sets a new password', async ({
  page,
  account,
  plainBrowser,
}) => {
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  await page.goto('/account/password')
  await interactive(page)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  await enterCode(page, await readCode({ browser: await plainBrowser(), phone: account.phone }, 2))
  await expect(page).toHaveURL(/\/reset-password\//)
  const password = freshPassword()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in')
  await expect(page.getByText("You've been signed out")).toHaveCount(0)
  await signIn(page, account.phone, password)
  await expect(heading(page)).toContainText(account.name)
})
