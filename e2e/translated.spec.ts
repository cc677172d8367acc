import { enterWrongCode } from './support/attempts'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, heading, interactive, nameAndPassword, somebody } from './support/flows'
import { openHandset, readCode } from './support/handset'
import { freshPhone } from './support/people'
import { submit } from './support/plain-forms'
import { resendCode } from './support/resend'
import { translate } from './support/translator'

test('with browser translation, changing text keeps updating on all pages from sign-up to the account', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset, name, password } = somebody(await plainBrowser())
  await page.goto('/sign-up')
  await interactive(page)
  await translate(page)
  const error = page.locator('#phone-error')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(error).toHaveText('Enter your phone number.')
  await page.getByLabel('Phone number').fill('+1 800 234 5678')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(error).toContainText('toll-free')
  await page.getByLabel('Phone number').fill(phone)
  await page.getByRole('button', { name: 'Send code' }).click()

  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  const countdown = page.getByRole('timer')
  const before = await countdown.textContent()
  await expect(countdown).not.toHaveText(String(before))
  const code = await readCode(handset)
  await enterWrongCode(page, code, 4)
  await enterWrongCode(page, code, 3)
  await expect(page.getByText('3 attempts left', { exact: true })).toBeVisible()
  await resendCode(page)
  await expect(page.getByText("We've resent your code.")).toBeVisible()
  await expect(page.getByText(/Resend available in/)).toBeVisible()
  await codeField(page).fill('')

  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible()
  await nameAndPassword(page, '', 'short quokka')
  await expect(page.locator('#password-error')).toBeVisible()
  await nameAndPassword(page, name, password)
  await expect(heading(page)).toContainText(name)
})

test('with browser translation, a code page still shows every state', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const [spent, proved] = [page, await page.context().newPage()]
  await proved.goto(page.url())
  await interactive(proved)
  await translate(proved)
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await expect(heading(proved)).toHaveText('Phone number verified')
  await expect(proved.getByRole('link', { name: 'Continue' })).toBeVisible()

  const other = somebody(await plainBrowser())
  await askForCode(spent, other.phone)
  await translate(spent)
  const right = await readCode(other.handset)
  for (const left of [4, 3, 2, 1]) await enterWrongCode(spent, right, left)
  await codeField(spent).fill('')
  await enterCode(spent, right === '000000' ? '111111' : '000000')
  await expect(heading(spent)).toHaveText('Too many attempts')

  const stopped = freshPhone()
  await submit(await plainBrowser(), `/handset/${stopped}`, 'Reply STOP', { text: 'STOP' })
  await page.route('**/events', () => {})
  await askForCode(page, stopped)
  await translate(page)
  await page.unroute('**/events')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(heading(page)).toHaveText("We couldn't deliver your code")
})

test.describe('a translated simulated phone', () => {
  test.use({ expectedComplaints: [/ERR_FAILED/] })

  test('with browser translation, the simulated phone still shows a lost and a restored connection', async ({
    page,
  }) => {
    await page.route('**/events', (route) => route.abort())
    const handset = await openHandset(page, freshPhone())
    const lamp = handset.getByRole('status').first()
    await expect(lamp).toHaveText('Connection lost. Reconnecting.')
    await translate(handset)
    await page.unroute('**/events')
    await expect(lamp).toHaveText('Connected')
  })
})
