import { expect, test } from './support/fixtures'
import { codeField, heading, somebody } from './support/flows'
import { messagesOn, readCode, seeCode, textsOn } from './support/handset'
import { freshPassword, nationally, otherCode } from './support/people'

test.use({ javaScriptEnabled: false })

test('a user signs up and out without JavaScript, with an error at every step', async ({ page, plainBrowser }) => {
  const person = somebody(await plainBrowser())
  await page.goto('/sign-up')
  await page.getByLabel('Phone number').fill('+1 800 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.locator('#phone-error')).toContainText("That's a toll-free number.")
  await expect(page).toHaveTitle('Error: Create an account - Latchkey')
  await expect(page.getByLabel('Phone number')).toHaveValue('+1 800 234 5678')
  await expect(page.getByLabel('Phone number')).toHaveAttribute('aria-invalid', 'true')

  await page.getByLabel('Country').selectOption('US')
  await page.getByLabel('Phone number').fill(nationally(person.phone))
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  await expect(page.getByText('5 attempts left')).toBeVisible()
  const code = await readCode(person.handset)
  await codeField(page).fill('12345')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.locator('#code-error')).toHaveText('Enter all 6 digits of the code.')
  await codeField(page).fill(otherCode(code))
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.locator('#code-error')).toHaveText('That code is incorrect. You have 4 attempts left.')
  await codeField(page).fill(`${code} is your Latchkey code. It expires in 10 minutes. @localhost #${code}`)
  await page.getByRole('button', { name: 'Verify' }).click()

  await expect(page).toHaveURL(/\/sign-up\//)
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill('short quokka')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.locator('#password-error')).toHaveText('Use at least 15 characters. Add 3 more.')
  await expect(page.getByLabel('Name')).toHaveValue(person.name)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(heading(page)).toContainText(person.name)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/')
})

test('a user reads the code, resets the password and signs in without JavaScript', async ({ page, account }) => {
  await page.goto('/reset-password')
  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page).toHaveURL(/\/verify\//)
  const handset = await page.context().newPage()
  await expect(async () => {
    await handset.goto(`/handset/${account.phone}`)
    await expect(messagesOn(handset)).toHaveCount(2, { timeout: 100 })
  }).toPass()
  await codeField(page).fill(await seeCode(handset, 2))
  await page.getByRole('button', { name: 'Verify' }).click()
  const password = freshPassword()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page.getByText('Your password was changed.')).toBeVisible()

  await page.getByLabel('Phone number').fill(account.phone)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('[data-form-message]')).toContainText("don't match")
  await expect(page.getByLabel('Phone number')).toHaveValue(account.phone)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(heading(page)).toContainText(account.name)
})

test.describe('resending a code', () => {
  // Chromium logs the 429 response to a rate-limited form.
  test.use({ expectedComplaints: [/status of 429/] })

  test('without JavaScript the code can be resent, and the page shows the wait until then', async ({
    page,
    plainBrowser,
  }) => {
    const { phone, handset } = somebody(await plainBrowser())
    await page.goto('/sign-up')
    await page.getByLabel('Phone number').fill(phone)
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByRole('button', { name: 'Resend code' }).click()
    await expect(page.locator('[data-form-message]')).toContainText(
      /Too many codes requested\. Try again in \d seconds?\./,
    )
    const code = await readCode(handset)
    await expect(async () => {
      await page.getByRole('button', { name: 'Resend code' }).click()
      expect(await textsOn(handset)).toHaveLength(2)
    }).toPass()
    expect(await readCode(handset, 2)).toBe(code)
  })
})
