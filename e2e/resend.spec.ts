import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, somebody } from './support/flows'
import { codeIn, expectMessages, readCode, textsOn } from './support/handset'
import { resendAllowed, resendButton, resendCode } from './support/resend'

test('a resend sends the same code, keeps the input and the layout, and is confirmed on the page', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const codePage = page.url()
  const code = await readCode(handset)
  await expect(page.getByText('Delivered to your phone.')).toBeVisible()
  await resendAllowed(page)
  await codeField(page).pressSequentially(code.slice(0, 3))
  const place = await codeField(page).boundingBox()
  await resendCode(page)
  expect(await readCode(handset, 2)).toBe(code)
  await expect(page.getByRole('status').filter({ hasText: "We've resent your code." })).toBeVisible()
  expect(page.url()).toBe(codePage)
  expect(await codeField(page).boundingBox()).toEqual(place)
  await expect(codeField(page)).toHaveValue(code.slice(0, 3))
  await codeField(page).press('End')
  await codeField(page).pressSequentially(code.slice(3))
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('the page shows when a resend is allowed, and pressing the button earlier sends nothing', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await expect(page.getByText(/Resend available in \d seconds?/)).toBeVisible()
  await resendButton(page).click({ force: true })
  await readCode(handset)
  await resendAllowed(page)
  await expect(page.getByText('Resend available')).toHaveCount(0)
  await expectMessages(handset, 1)
})

test('a reload sends nothing, neither after the first message nor after a resend', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await readCode(handset)
  await page.reload()
  await resendCode(page)
  await readCode(handset, 2)
  await expect(page.getByText(/Resend available in/)).toBeVisible()
  await page.reload()
  await resendAllowed(page)
  await expect(codeField(page)).toBeVisible()
  await expectMessages(handset, 2)
})

test('starting again with the same number continues with the same code', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const { pathname } = new URL(page.url())
  await askForCode(page, phone)
  expect(new URL(page.url()).pathname).toBe(pathname)
  await expect.poll(() => textsOn(handset)).not.toEqual([])
  // On a slow machine the cooldown may be over and a second message sent, with the same code.
  const [code = '', ...others] = (await textsOn(handset)).map(codeIn)
  expect(others.filter((other) => other !== code)).toEqual([])
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
})
