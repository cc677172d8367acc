import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { nationally } from './people'
import { look } from './plain-forms'

/** A simulated phone that is read over HTTP: most tests need its messages, not a second browser. */
export interface Handset {
  browser: APIRequestContext
  phone: string
}

/** Returns the messages on the phone, newest first. */
export async function textsOn({ browser, phone }: Handset): Promise<string[]> {
  return textsIn((await look(browser, `/handset/${phone}`)).html)
}

/** Returns the messages on a phone's page, which shows the oldest first, in reverse and without their buttons. */
export const textsIn = (html: string): string[] =>
  (html.match(/<article.*?<\/article>/gs) ?? [])
    .map((article) => article.replace(/<button.*?<\/button>/gs, '').replace(/<[^>]*>/g, ''))
    .reverse()

export async function expectMessages(handset: Handset, messages: number) {
  const count = async () => (await textsOn(handset)).length
  await expect.poll(count, { intervals: [50], timeout: 10_000 }).toBe(messages)
}

/** Returns the code of the newest message once the phone has `messages` messages. */
export async function readCode(handset: Handset, messages = 1): Promise<string> {
  await expectMessages(handset, messages)
  const [newest = ''] = await textsOn(handset)
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
