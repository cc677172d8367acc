import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import { E2eKannel } from '@/scripts/testing/e2e-kannel'
import { test as base, expect } from './support/fixtures'
import { askForCode, enterCode, heading, nameAndPassword, signIn } from './support/flows'
import { codeIn, expectMessages, messagesOn, openHandset, readCode, seeCode } from './support/handset'
import { OwnServer } from './support/own-server'
import { freshPassword, freshPhone } from './support/people'
import { resendAllowed } from './support/resend'

// All tests share one server and one Kannel, and some stop Kannel temporarily.
base.describe.configure({ mode: 'default' })

/** Numbers with +13 and +14 are routed to Kannel only; all others fall back to the simulated phone's own gateway. */
const ROUTES = '*:kannel,handset;+13:kannel;+14:kannel'
const WITH_ANOTHER_GATEWAY = ['202', '212', '503', '512', '602', '617', '702', '713', '801', '816', '904']
const KANNEL_ALONE = ['303', '312', '404', '415']

const ON_ITS_WAY = 'Sending your code.'
const SENT = 'Sent to your carrier.'
const DELIVERED = 'Delivered to your phone.'
const TRYING_AGAIN = "Not delivered yet. We're trying another route. This can take a minute."
const NOT_DELIVERED = "We couldn't deliver your code"
const SENTENCES = [ON_ITS_WAY, SENT, DELIVERED, TRYING_AGAIN, NOT_DELIVERED]

interface Shared {
  gateway: { kannel: E2eKannel; server: OwnServer }
}

const test = base.extend<{ kannel: E2eKannel }, Shared>({
  gateway: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
    async ({}, use, { workerIndex }) => {
      const name = `kannel-${workerIndex}`
      const kannel = await E2eKannel.start(name)
      const bounds = { SMS_BUDGET_HOUR: '*', SMS_BUDGET_DAY: '*', ALLOWED_COUNTRIES: 'US' }
      const settings = { ...kannel.settings, ...bounds, SMS_ROUTES: ROUTES, DEMO_NUMBERS: '*' }
      const server = await OwnServer.start(name, settings)
      await kannel.connectTo(server.origin)
      await use({ kannel, server })
      await server.stop()
      await kannel.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ gateway }, use) => use(gateway.server.origin),
  kannel: async ({ gateway }, use) => {
    await use(gateway.kannel)
    await gateway.kannel.restore()
  },
})

const phoneIn = (areas: string[]) => freshPhone().replace(/^\+1\d{3}/, `+1${areas[randomInt(areas.length)]}`)
/** Returns a number whose messages the carrier accepts and then reports as undelivered. */
const undeliveredIn = (areas: string[]) => phoneIn(areas).replace(/\d{7}$/, '5550101')

/** Records the delivery statuses that the page shows, in order, without consecutive repeats. */
async function listen(page: Page): Promise<string[]> {
  const heard: string[] = []
  await page.exposeFunction('hear', (sentence: string) => {
    if (heard.at(-1) !== sentence) heard.push(sentence)
  })
  await page.addInitScript((sentences) => {
    const { hear } = window as unknown as { hear: (sentence: string) => void }
    new MutationObserver(() => {
      const said = document.querySelector('main')?.textContent ?? ''
      for (const sentence of sentences) if (said.includes(sentence)) hear(sentence)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  }, SENTENCES)
  return heard
}

test('a user signs up through Kannel and the carrier, and the page shows the delivery status as receipts arrive', async ({
  page,
  anotherBrowser,
  kannel,
}) => {
  const phone = freshPhone()
  const handset = await openHandset(await anotherBrowser(), phone)
  const heard = await listen(page)
  kannel.freeze()
  kannel.holdMessages()
  await askForCode(page, phone)
  await expect(page.getByText(ON_ITS_WAY)).toBeVisible()
  kannel.wake()
  await expect(page.getByText(SENT)).toBeVisible()
  await expect.poll(() => kannel.receivedFor(phone)).toHaveLength(1)
  await expect(messagesOn(handset)).toHaveCount(0)
  kannel.letMessagesGo()
  await expect(page.getByText(DELIVERED)).toBeVisible()
  await expect.poll(() => heard).toEqual([ON_ITS_WAY, SENT, DELIVERED])

  const code = await seeCode(handset)
  const text = `${code} is your Latchkey code. It expires in 10 minutes. Don't share it.\n\n@localhost #${code}`
  expect(kannel.receivedFor(phone)).toEqual([{ to: phone, from: 'Latchkey', text, dataCoding: 0 }])
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
  await nameAndPassword(page, 'Ada Lovelace', freshPassword())
  await expect(heading(page)).toContainText('Ada Lovelace')
})

test('a reset through Kannel shows no delivery status, and one for an unknown number sends nothing to the carrier', async ({
  page,
  account,
  anotherBrowser,
  plainBrowser,
  kannel,
}) => {
  const { phone } = account
  const handset = { browser: await plainBrowser(), phone }
  const unregistered = freshPhone()
  const unknown = await anotherBrowser()
  const heard = [await listen(page), await listen(unknown)]
  await askForCode(unknown, unregistered, '/reset-password')
  await askForCode(page, phone, '/reset-password')
  const code = await readCode(handset, 2)
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/reset-password\//)
  const password = freshPassword()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await expectMessages(handset, 3)

  const [, reset, notice] = kannel.receivedFor(phone).map(({ text }) => text)
  expect(reset).toMatch(new RegExp(`^${code} is your Latchkey password reset code\\..*\n\n@localhost #${code}$`))
  expect(notice).toMatch(/^Your Latchkey password was changed/)
  expect(kannel.receivedFor(phone)).toHaveLength(3)
  expect(kannel.receivedFor(unregistered)).toEqual([])
  expect(heard).toEqual([[], []])
  await signIn(page, phone, password)
  await expect(heading(page)).toContainText(account.name)
})

test('STOP received through the carrier and Kannel blocks codes for that number until START', async ({
  page,
  anotherBrowser,
  kannel,
}) => {
  const phone = freshPhone()
  await askForCode(page, phone)
  await expect(page.getByText(DELIVERED)).toBeVisible()
  const count = () => kannel.receivedFor(phone).length
  // The reply takes a moment to arrive, so the first code request may precede it.
  kannel.reply(phone, 'Stop')
  await expect(async () => {
    const before = count()
    const again = await anotherBrowser()
    await askForCode(again, phone)
    await expect(heading(again)).toHaveText(NOT_DELIVERED, { timeout: 4_000 })
    expect(count()).toBe(before)
  }).toPass()
  kannel.reply(phone, 'START')
  await expect(async () => {
    const again = await anotherBrowser()
    await askForCode(again, phone)
    await expect(again.getByText(DELIVERED)).toBeVisible({ timeout: 4_000 })
  }).toPass()
})

test('an undelivered message is sent through the next gateway automatically, with the same code', async ({
  page,
  plainBrowser,
  kannel,
}) => {
  const phone = undeliveredIn(WITH_ANOTHER_GATEWAY)
  const handset = { browser: await plainBrowser(), phone }
  const heard = await listen(page)
  await askForCode(page, phone)
  const code = await readCode(handset)
  await expect(page.getByText(DELIVERED)).toBeVisible()
  expect(heard).not.toContain(NOT_DELIVERED)
  expect(kannel.receivedFor(phone).map(({ text }) => codeIn(text))).toEqual([code])
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('without another gateway a message is retried once, and a second failure shows what to do', async ({
  page,
  kannel,
}) => {
  const phone = undeliveredIn(KANNEL_ALONE)
  await askForCode(page, phone)
  await expect(heading(page)).toHaveText(NOT_DELIVERED)
  const [first, second, ...more] = kannel.receivedFor(phone)
  expect(second).toEqual(first)
  expect(more).toEqual([])
  await expect(page.getByRole('link', { name: 'Use a different number' })).toBeVisible()
  await resendAllowed(page)
})

test('a message requested during a carrier outage arrives once, and the page shows it as delivered only then', async ({
  page,
  plainBrowser,
  kannel,
}) => {
  const phone = freshPhone()
  const handset = { browser: await plainBrowser(), phone }
  const heard = await listen(page)
  await kannel.cutOff()
  await askForCode(page, phone)
  await expect(page.getByText(SENT)).toBeVisible()
  expect(heard).not.toContain(DELIVERED)
  expect(kannel.receivedFor(phone)).toEqual([])
  await kannel.connectAgain()
  await readCode(handset)
  await expect(page.getByText(DELIVERED)).toBeVisible()
  await expect.poll(() => heard.at(-1)).toBe(DELIVERED)
  expect(kannel.receivedFor(phone)).toHaveLength(1)
})

test('with Kannel down, the code is sent through the other gateway at once', async ({ page, plainBrowser, kannel }) => {
  const phone = phoneIn(WITH_ANOTHER_GATEWAY)
  const handset = { browser: await plainBrowser(), phone }
  const heard = await listen(page)
  await kannel.end()
  await askForCode(page, phone)
  const code = await readCode(handset)
  await expect(page.getByText(DELIVERED)).toBeVisible()
  expect(heard).not.toContain(NOT_DELIVERED)
  expect(kannel.receivedFor(phone)).toEqual([])
  await enterCode(page, code)
  await expect(page).toHaveURL(/\/sign-up\//)
})

test('with Kannel down and no other gateway, the page shows a retry, and the code arrives once Kannel is back', async ({
  page,
  plainBrowser,
  kannel,
}) => {
  const phone = phoneIn(KANNEL_ALONE)
  const handset = { browser: await plainBrowser(), phone }
  const heard = await listen(page)
  await kannel.end()
  await askForCode(page, phone)
  await expect(page.getByText(TRYING_AGAIN)).toBeVisible()
  await kannel.beginAgain()
  await readCode(handset)
  await expect(page.getByText(DELIVERED)).toBeVisible()
  expect(heard).not.toContain(NOT_DELIVERED)
  expect(kannel.receivedFor(phone)).toHaveLength(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('without JavaScript the page shows the delivery status each time it is loaded', async ({ page, kannel }) => {
    kannel.holdMessages()
    await page.goto('/sign-up')
    await page.getByLabel('Phone number').fill(freshPhone())
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page).toHaveURL(/\/verify\//)
    const lookAgain = (sentence: string) =>
      expect(async () => {
        await page.getByRole('link', { name: 'Check again' }).click()
        await expect(page.getByText(sentence)).toBeVisible({ timeout: 100 })
      }).toPass({ intervals: [50] })
    await lookAgain(SENT)
    kannel.letMessagesGo()
    await lookAgain(DELIVERED)
  })
})
