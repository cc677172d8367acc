import type { APIRequestContext, Page } from '@playwright/test'
import { expectNothingForAxe } from './support/axe'
import { expect, test } from './support/fixtures'
import { heading, interactive, signIn } from './support/flows'
import { type Account, openAccount, signInPlainly } from './support/plain-flows'
import { filledForm, hiddenFields, look, post, submit } from './support/plain-forms'

const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'
const SIGNED_OUT = "You've been signed out on this device.".replace("'", '&#x27;')
const ONE = 'Sign out (?!everywhere).+'

const list = (page: Page) => page.getByRole('region', { name: "Where you're signed in" }).getByRole('listitem')
const rowOf = (page: Page, browser: string) => list(page).filter({ hasText: browser })
const status = (page: Page) => page.getByRole('main').getByRole('status').filter({ hasText: 'signed out' })
const everywhere = (page: Page) => page.getByRole('button', { name: 'Sign out everywhere else' })

/** Signs the user in with one browser for each user agent. */
async function signedInWith(account: Account, open: () => Promise<APIRequestContext>, userAgents: string[]) {
  const browsers: APIRequestContext[] = []
  for (const userAgent of userAgents) {
    const browser = await open()
    await signInPlainly(browser, account, { 'user-agent': userAgent })
    browsers.push(browser)
  }
  return browsers
}

const isSignedIn = async (browser: APIRequestContext) => (await look(browser, '/account')).location === null

test.describe('the session list', () => {
  test('the session list shows each browser with its times, and the current one marked and first', async ({
    page,
    account,
    plainBrowser,
  }) => {
    await signedInWith(account, plainBrowser, [ANDROID, 'curl/8.5.0'])
    await signIn(page, account.phone, account.password)
    await expect(list(page)).toHaveCount(4)
    await expect(list(page).first()).toContainText('Chrome on Windows · This device')
    await expect(list(page).first()).toContainText('Active now')
    await expect(rowOf(page, 'Chrome on Android').getByRole('time')).toHaveCount(1)
    await expect(rowOf(page, 'Unknown device')).not.toHaveCount(0)
    await expect(page.getByText('This device')).toHaveCount(1)
  })

  test('the session list identifies sessions by handles that no cookie contains, and shows no raw user agent', async ({
    account,
    plainBrowser,
  }) => {
    const own = 'Quokkazilla/9.9 <b>(me)</b>'
    const [browser] = await signedInWith(account, plainBrowser, [own])
    const { html, headers } = await look(browser as APIRequestContext, '/account')
    expect(html).not.toContain('Quokkazilla')
    expect(html).toContain('Unknown device')
    expect(String(hiddenFields(html, ONE).get('handle'))).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['cache-control']).toMatch(/\bno-store\b/)
  })
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('one browser signs out another, which shows so on its next page; the others stay signed in', async ({
      page,
      account,
      plainBrowser,
    }) => {
      const [phone, desk] = await signedInWith(account, plainBrowser, [ANDROID, FIREFOX])
      await enter(page, account, javaScriptEnabled)
      await rowOf(page, 'Chrome on Android').getByRole('button', { name: 'Sign out Chrome on Android' }).click()
      await expect(status(page)).toContainText('That device has been signed out.')
      await expect(rowOf(page, 'Chrome on Android')).toHaveCount(0)
      await expect(rowOf(page, 'Firefox on Windows')).toHaveCount(1)
      expect((await look(phone as APIRequestContext, '/account')).location).toBe('/sign-in')
      expect((await look(phone as APIRequestContext, '/sign-in')).html).toContain(SIGNED_OUT)
      expect((await look(await plainBrowser(), '/sign-in')).html).not.toContain(SIGNED_OUT)
      expect(await isSignedIn(desk as APIRequestContext)).toBe(true)
      await page.reload()
      await expect(heading(page)).toContainText(account.name)
    })

    test('signs out all other browsers at once, and keeps the current one signed in', async ({
      page,
      account,
      plainBrowser,
    }) => {
      const others = await signedInWith(account, plainBrowser, [ANDROID, FIREFOX])
      await enter(page, account, javaScriptEnabled)
      await everywhere(page).click()
      await expect(status(page)).toContainText("You've been signed out on all other devices.")
      await expect(list(page)).toHaveCount(1)
      await expect(everywhere(page)).toHaveCount(0)
      for (const other of others) expect(await isSignedIn(other)).toBe(false)
      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await expect(page).toHaveURL('/')
      await page.goto('/sign-in')
      await expect(page.getByLabel('Phone number')).toBeVisible()
      await expect(page.getByText("You've been signed out")).toHaveCount(0)
    })
  })
}

async function enter(page: Page, { phone, password }: Account, scripted: boolean) {
  if (scripted) return signIn(page, phone, password)
  await page.goto('/sign-in')
  await page.getByLabel('Phone number').fill(phone)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('signing out a session that has ended or belongs to another user returns the same response', async ({
  plainBrowser,
}) => {
  const [mine, otherUser, otherUsersSecond] = [await plainBrowser(), await plainBrowser(), await plainBrowser()]
  const account = await openAccount(mine)
  const [lost, third] = await signedInWith(account, plainBrowser, [ANDROID, FIREFOX])
  await signInPlainly(otherUsersSecond, await openAccount(otherUser))
  const foreign = hiddenFields((await look(otherUser, '/account')).html, ONE).get('handle')
  const form = await filledForm(mine, '/account', ONE, {})
  const first = await post(mine, '/account', form)
  const again = await post(mine, '/account', form)
  form.set('handle', String(foreign))
  const ofOtherUser = await post(mine, '/account', form)
  for (const { status: code, location } of [first, again, ofOtherUser]) {
    expect({ code, location }).toEqual({ code: 303, location: '/account?ended=one' })
  }
  const alive = await Promise.all(
    [mine, otherUser, otherUsersSecond, lost, third].map((one) => isSignedIn(one as never)),
  )
  expect(alive.slice(0, 3)).toEqual([true, true, true])
  expect(alive.slice(3).filter(Boolean)).toHaveLength(1)
})

test('a signed-out browser cannot sign out others', async ({ plainBrowser, account }) => {
  const [mine, lost] = await signedInWith(account, plainBrowser, [FIREFOX, ANDROID])
  const form = await filledForm(lost as never, '/account', 'Sign out everywhere else', { intent: 'sign-out-elsewhere' })
  await submit(mine as never, '/account', 'Sign out everywhere else', { intent: 'sign-out-elsewhere' })
  expect((await post(lost as never, '/account', form)).location).toBe('/sign-in')
  expect(await isSignedIn(mine as never)).toBe(true)
})

test('the session list works by keyboard, and the focus moves to the confirmation', async ({
  page,
  account,
  plainBrowser,
}) => {
  await signedInWith(account, plainBrowser, [ANDROID, FIREFOX])
  await signIn(page, account.phone, account.password)
  for (const name of ['Sign out Chrome on Android', 'Sign out Firefox on Windows']) {
    await interactive(page)
    await page.getByRole('button', { name }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name })).toHaveCount(0)
    await expect(status(page).locator('..')).toBeFocused()
  }
})

test('the session list has no axe violations in light and dark, and does not scroll sideways at 320 px', async ({
  page,
  account,
  plainBrowser,
}) => {
  await signedInWith(account, plainBrowser, [ANDROID])
  await signIn(page, account.phone, account.password)
  await expect(list(page)).toHaveCount(3)
  await page.setViewportSize({ width: 320, height: 640 })
  await nothingWrong(page)
  await everywhere(page).click()
  await expect(list(page)).toHaveCount(1)
  await nothingWrong(page)
})

async function nothingWrong(page: Page) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(sideways).toBe(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expectNothingForAxe(page, 'sessions')
}
