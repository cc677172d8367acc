import { expect, test } from './support/fixtures'
import { heading, signIn } from './support/flows'

const SESSION = 'latchkey-session'

test('a user signs in with number and password, and the account page shows the name', async ({ page, account }) => {
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  await expect(heading(page)).toContainText(account.name)
})

test('signing out ends the session on the server, so that its old cookie is rejected', async ({
  page,
  account,
  anotherBrowser,
}) => {
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  const before = await page.context().cookies()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL('/')
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in')

  const replay = await anotherBrowser()
  await replay.context().addCookies(before)
  await replay.goto('/account')
  await expect(replay).toHaveURL('/sign-in')
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

test('a session cookie planted before sign-in is replaced, and is invalid afterwards', async ({
  page,
  account,
  anotherBrowser,
}) => {
  const attacker = await anotherBrowser()
  await signIn(attacker, account.phone, account.password)
  await expect(attacker).toHaveURL('/account')
  const planted = (await attacker.context().cookies()).filter((cookie) => cookie.name === SESSION)
  await page.context().addCookies(planted)

  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Use a different account' }).click()
  await expect(page.getByLabel('Phone number')).toBeVisible()
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  const own = (await page.context().cookies()).find((cookie) => cookie.name === SESSION)
  expect(own?.value).not.toBe(planted[0]?.value)
  await attacker.reload()
  await expect(attacker).toHaveURL('/sign-in')
})

test('a malformed session cookie is ignored and does not prevent signing in', async ({ page, account, baseURL }) => {
  await page.context().addCookies([{ name: SESSION, value: 'a.b.c', url: baseURL }])
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in')
  await signIn(page, account.phone, account.password)
  await expect(heading(page)).toContainText(account.name)
})

test('the session cookie is HttpOnly and SameSite=Lax', async ({ page, account }) => {
  await signIn(page, account.phone, account.password)
  await expect(page).toHaveURL('/account')
  const session = (await page.context().cookies()).find((cookie) => cookie.name === SESSION)
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
})
