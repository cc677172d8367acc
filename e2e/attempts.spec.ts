import { enterWrongCode, exhaustAttempts } from './support/attempts'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, heading, somebody } from './support/flows'
import { expectMessages, readCode } from './support/handset'
import { otherCode } from './support/people'
import { resendCode } from './support/resend'

test('rejects a right code after five wrong attempts; a resend in between restores no attempts', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  for (const left of [4, 3]) await enterWrongCode(page, code, left)
  await resendCode(page)
  await readCode(handset, 2)
  await exhaustAttempts(page, code, 3)

  await page.reload()
  await expect(heading(page)).toHaveText('Too many attempts')
  await expect(codeField(page)).toHaveCount(0)
})

test('a wrong code stays in the field and is selected, so that the next digit replaces it', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const wrong = otherCode(code)
  await codeField(page).pressSequentially(wrong)
  await expect(page.getByText('That code is incorrect. You have 4 attempts left.')).toBeVisible()
  await expect(codeField(page)).toHaveValue(wrong)
  await expect(codeField(page)).toBeFocused()
  await page.keyboard.type(code)
  await expect(page).toHaveURL(/\/sign-up\//)
})

test.describe('no attempts left', () => {
  // The event stream is blocked: the response to the last attempt must be enough.
  test.use({ expectedComplaints: [/ERR_FAILED/] })

  test('after the last attempt the page counts down, with and without JavaScript, and a restart sends no message', async ({
    page,
    plainBrowser,
  }) => {
    const { phone, handset } = somebody(await plainBrowser())
    await page.route('**/events', (route) => route.abort())
    await askForCode(page, phone)
    await exhaustAttempts(page, await readCode(handset))
    const countdown = page.getByRole('timer')
    await expect(countdown).toHaveText(/^You can request a new code in \d:\d\d\.$/)
    const before = await countdown.textContent()
    await expect(countdown).not.toHaveText(String(before))
    const main = page.getByRole('main')
    await expect(main.getByRole('link', { name: 'Use a different number' })).toHaveAttribute('href', '/sign-up')
    await expect(main.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
    const plain = await (await page.request.get(page.url())).text()
    expect(plain).toMatch(/You can request a new code in .*<a href="\/sign-up".*<a href="\/sign-in"/s)

    await askForCode(page, phone)
    await expect(heading(page)).toHaveText('Too many attempts')
    await expectMessages(handset, 1)
  })
})
