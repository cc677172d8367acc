import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { askForCode, codeField, interactive, somebody } from './support/flows'
import { readCode } from './support/handset'
import { otherCode } from './support/people'

async function paste(page: Page, text: string) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await codeField(page).focus()
  await page.keyboard.press('Control+V')
}

function postsOf(page: Page): string[] {
  const posts: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  return posts
}

async function retype(page: Page, code: string) {
  await codeField(page).press('ControlOrMeta+a')
  await codeField(page).pressSequentially(code)
}

/** The live region of the code field. */
const alertOf = (page: Page) => page.getByRole('alert').and(page.locator('span.code-cells + *'))

const messageWith = (code: string) =>
  `${code} is your Latchkey code. It expires in 10 minutes. Don't share it.\n\n@localhost #${code}`

const fullWidth = (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))

const spellings: [string, (code: string) => string][] = [
  ['a space', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ['a dash', (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
  ['a trailing line break', (code) => `${code}\n`],
  ['an invisible direction mark and full-width digits', (code) => `\u200e${fullWidth(code)}`],
  ['the whole message', messageWith],
]

for (const [what, spelled] of spellings) {
  test(`a code pasted with ${what} is accepted and submitted automatically`, async ({ page, plainBrowser }) => {
    const { phone, handset } = somebody(await plainBrowser())
    await askForCode(page, phone)
    await paste(page, spelled(await readCode(handset)))
    await expect(page).toHaveURL(/\/sign-up\//)
  })
}

test('the sixth digit submits the code, the fifth does not', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const posts = postsOf(page)
  await codeField(page).pressSequentially(code.slice(0, 5))
  await expect(codeField(page)).toHaveValue(code.slice(0, 5))
  expect(posts).toEqual([])
  await codeField(page).press(code.slice(5))
  await expect(page).toHaveURL(/\/sign-up\//)
  expect(posts).toHaveLength(1)
})

test('the code field reports pasted text with no code or several codes, and accepts neither letters nor a seventh digit', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  await interactive(page)
  const posts = postsOf(page)
  await codeField(page).pressSequentially('12x')
  await paste(page, 'Your message is on its way')
  await expect(alertOf(page)).toHaveText("We couldn't find a 6-digit code in what you pasted.")
  await expect(codeField(page)).toHaveAccessibleDescription(/find a 6-digit code/)
  await paste(page, '417275 or 123456')
  await expect(alertOf(page)).toContainText('more than one 6-digit number')
  await expect(codeField(page)).toHaveValue('12')
  await codeField(page).press('3')
  await expect(alertOf(page)).toBeEmpty()
  expect(posts).toEqual([])
  await codeField(page).pressSequentially(otherCode(code).slice(3))
  await expect(alertOf(page)).toContainText('That code is incorrect.')
  await codeField(page).press('End')
  await codeField(page).pressSequentially('7a')
  await expect(codeField(page)).toHaveValue(`123${otherCode(code).slice(3)}`)
  await paste(page, messageWith(code))
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('a wrong code costs one attempt; retyping it submits nothing, but the button submits it again', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  const code = await readCode(handset)
  const wrong = otherCode(code)
  await interactive(page)
  const posts = postsOf(page)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/verify\//, async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  await codeField(page).pressSequentially(wrong)
  await expect(page.getByRole('button', { name: 'Checking…' })).toHaveAttribute('aria-disabled', 'true')
  await codeField(page).press('End')
  await codeField(page).press('Space')
  await codeField(page).press('Backspace')
  await codeField(page).press(wrong.slice(5))
  release()
  await expect(alertOf(page)).toHaveText('That code is incorrect. You have 4 attempts left.')
  expect(posts).toHaveLength(1)
  await codeField(page).press('End')
  await codeField(page).press('Backspace')
  await codeField(page).press(wrong.slice(5))
  await expect(codeField(page)).toHaveValue(wrong)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(alertOf(page)).toHaveText('That code is incorrect. You have 3 attempts left.')
  expect(posts).toHaveLength(2)
  await retype(page, otherCode(code, 2))
  await expect(alertOf(page)).toHaveText('That code is incorrect. You have 2 attempts left.')
  await retype(page, wrong)
  await expect(codeField(page)).toHaveValue(wrong)
  await retype(page, otherCode(code, 3))
  await expect(alertOf(page)).toHaveText('That code is incorrect. You have 1 attempt left.')
  expect(posts).toHaveLength(4)
})

test('the button submits the code, and reports an incomplete one', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await readCode(handset)
  await codeField(page).fill('12345')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.locator('#code-error')).toHaveText('Enter all 6 digits of the code.')
  await expect(codeField(page)).toBeFocused()
  await expect(page.getByText('5 attempts left')).toBeVisible()
})

test('with WebOTP, the code is filled in from the message and submitted automatically', async ({
  page,
  plainBrowser,
}) => {
  const { phone, handset } = somebody(await plainBrowser())
  // The message arrives only after the code page is asserted; otherwise the page might submit the code and leave before.
  let arrive = () => {}
  const seen = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.exposeFunction('codeFromMessage', () => seen.then(() => readCode(handset)))
  await page.addInitScript(() => {
    const { codeFromMessage } = window as unknown as { codeFromMessage: () => Promise<string> }
    const get = async (options: { otp?: { transport: string[] } }) => {
      if (options.otp?.transport[0] !== 'sms') throw new Error('not asked for a code from a message')
      return { type: 'otp', code: await codeFromMessage() }
    }
    Object.assign(window, { OTPCredential: class {} })
    Object.defineProperty(navigator.credentials, 'get', { value: get })
  })
  await askForCode(page, phone)
  arrive()
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('without WebOTP, the code page accepts a typed code', async ({ page, plainBrowser }) => {
  const { phone, handset } = somebody(await plainBrowser())
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OTPCredential'))
  await askForCode(page, phone)
  expect(await page.evaluate(() => 'OTPCredential' in window)).toBe(false)
  await codeField(page).pressSequentially(await readCode(handset))
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('the code field has the attributes by which phones and password managers fill it in', async ({
  page,
  plainBrowser,
}) => {
  const { phone } = somebody(await plainBrowser())
  await askForCode(page, phone)
  await expect(codeField(page)).toHaveAttribute('inputmode', 'numeric')
  await expect(codeField(page)).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(codeField(page)).not.toHaveAttribute('maxlength')
})
