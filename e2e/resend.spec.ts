import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, enterCode, somebody } from './support/flows'
import { codeIn, expectMessages, readCode, textsOn } from './support/handset'

const resendButton = (page: Page) => page.getByRole('button', { name: 'Resend code' })

/** Presses the button as soon as it may be pressed. */
async function resend(page: Page) {
  await expect(page.getByText('You can resend the code now.')).toBeVisible()
  await resendButton(page).click()
}

test('a resend carries the same code, and the code page stays the same', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const codePage = page.url()
  const code = await readCode(handset)
  await resend(page)
  expect(await readCode(handset, 2)).toBe(code)
  expect(new URL(page.url()).pathname).toBe(new URL(codePage).pathname)
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('the page says when the code may be sent again, and until then a press on the button sends nothing', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await expect(page.getByText(/Resend available in \d seconds?/)).toBeVisible()
  await resendButton(page).click({ force: true })
  await readCode(handset)
  await expect(page.getByText('You can resend the code now.')).toBeVisible()
  await expectMessages(handset, 1)
})

test('after a resend the page says that the code was sent again', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await readCode(handset)
  await resend(page)
  await expect(page.getByText("We've resent your code.")).toBeVisible()
})

test('a reload sends nothing, whether after the first message or after a resend', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await readCode(handset)
  await page.reload()
  await resend(page)
  await readCode(handset, 2)
  await expect(page.getByText(/Resend available in/)).toBeVisible()
  await page.reload()
  await expect(page.getByText('You can resend the code now.')).toBeVisible()
  await expect(codeField(page)).toBeVisible()
  await expectMessages(handset, 2)
})

test('starting again with the same number goes on with the same code', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const { pathname } = new URL(page.url())
  await askForCode(page, phone)
  expect(new URL(page.url()).pathname).toBe(pathname)
  await expect.poll(() => textsOn(handset)).not.toEqual([])
  // Whether the wait is over by then depends on how fast the machine is; whatever was sent says the same.
  const [code = '', ...others] = (await textsOn(handset)).map(codeIn)
  expect(others.filter((other) => other !== code)).toEqual([])
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
})
