import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { nationally } from './people'
import { look } from './plain-forms'

/** A simulated phone that is read over HTTP: most tests need its messages, not a second browser. */
export interface Handset {
  browser: APIRequestContext
  phone: string
}

interface Message {
  id: string
  body: string
}

const LONGEST_WAIT_MS = 10_000

/**
 * Lists a phone's messages by the test kit, oldest first; with `after`, waits for newer ones. Returns null for a number of a
 * real gateway, and for a demo behind a key, whose test browsers have its cookie: both have the phone's page only.
 */
async function listed({ browser, phone }: Handset, after?: string): Promise<Message[] | null> {
  const params = after === undefined ? undefined : { after }
  const response = await browser.get(`/api/handset/${phone}/messages`, { params, timeout: LONGEST_WAIT_MS })
  if ([401, 404].includes(response.status())) return null
  expect(response.status()).toBe(200)
  return (await response.json()).messages
}

/** Returns the messages on the phone, newest first. */
export async function textsOn(handset: Handset): Promise<string[]> {
  const messages = await listed(handset)
  return messages ? newestFirst(messages) : textsOnPage(handset)
}

const newestFirst = (messages: Message[]) => messages.map(({ body }) => body).reverse()

const textsOnPage = async ({ browser, phone }: Handset) => textsIn((await look(browser, `/handset/${phone}`)).html)

async function pollPage(handset: Handset, messages: number): Promise<string[]> {
  const texts = () => textsOnPage(handset)
  await expect.poll(texts, { intervals: [50], timeout: LONGEST_WAIT_MS }).toHaveLength(messages)
  return texts()
}

/** Returns the messages on a phone's page, which shows the oldest first, in reverse and without their buttons. */
export const textsIn = (html: string): string[] =>
  (html.match(/<article.*?<\/article>/gs) ?? [])
    .map((article) => article.replace(/<button.*?<\/button>/gs, '').replace(/<[^>]*>/g, ''))
    .reverse()

/** Waits until the phone has `messages` messages, and returns them, newest first. */
export async function expectMessages(handset: Handset, messages: number): Promise<string[]> {
  let found = await listed(handset)
  while (found && found.length < messages) {
    await listed(handset, found.at(-1)?.id ?? '')
    found = await listed(handset)
  }
  if (!found) return pollPage(handset, messages)
  expect(found).toHaveLength(messages)
  return newestFirst(found)
}

/** Returns the code of the newest message once the phone has `messages` messages. */
export async function readCode(handset: Handset, messages = 1): Promise<string> {
  const [newest = ''] = await expectMessages(handset, messages)
  return codeIn(newest)
}

export async function openHandset(page: Page, phone: string): Promise<Page> {
  await page.goto(`/handset/${phone}`)
  await expect(page.getByRole('heading', { name: nationally(phone) })).toBeVisible()
  return page
}

export const messagesOn = (handset: Page): Locator => handset.getByRole('article')

/** Like `readCode`, but from the phone's page in a browser. */
export async function seeCode(handset: Page, messages = 1): Promise<string> {
  await expect(messagesOn(handset)).toHaveCount(messages)
  return codeIn(await newestOn(handset))
}

/** A lock screen shows the newest message first, a thread last. */
const newestOn = (handset: Page): Promise<string> =>
  messagesOn(handset).evaluateAll((articles) => {
    const time = (article: Element) => article.querySelector('time')?.dateTime ?? ''
    return articles.reduce((one, other) => (time(other) > time(one) ? other : one)).textContent ?? ''
  })

/** Unlocks a phone and opens its messages. */
export async function openMessages(handset: Page) {
  await handset.getByRole('button', { name: 'Messages' }).click()
  await expect(handset.getByRole('button', { name: 'Lock' })).toBeVisible()
}

/** Returns the code of a message, from its last line, which is in the WebOTP format. */
export function codeIn(text: string): string {
  const code = /#(\d{6})(?!\d)/.exec(text)?.[1]
  if (!code) throw new Error(`no code in: ${text}`)
  return code
}
