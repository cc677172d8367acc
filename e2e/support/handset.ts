import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { nationally } from './people'
import { look } from './plain-forms'

/** A phone at hand whose page is read as it is served: most tests want its messages, and no second browser to draw them. */
export interface Handset {
  browser: APIRequestContext
  phone: string
}

/** What the phone shows, newest first. */
export async function textsOn({ browser, phone }: Handset): Promise<string[]> {
  const { html } = await look(browser, `/handset/${phone}`)
  return (html.match(/<article.*?<\/article>/gs) ?? []).map((article) => article.replace(/<[^>]*>/g, ''))
}

/** Waits until there are that many messages on the phone. */
export async function expectMessages(handset: Handset, messages: number) {
  const count = async () => (await textsOn(handset)).length
  await expect.poll(count, { intervals: [50], timeout: 10_000 }).toBe(messages)
}

/** Reads the code of the newest message, once there are that many messages on the phone. */
export async function readCode(handset: Handset, messages = 1): Promise<string> {
  await expectMessages(handset, messages)
  const [newest = ''] = await textsOn(handset)
  return codeIn(newest)
}

/** Opens the simulated phone in a browser, as somebody does who waits for a message on it. */
export async function openHandset(page: Page, phone: string): Promise<Page> {
  await page.goto(`/handset/${phone}`)
  await expect(page.getByRole('heading', { name: nationally(phone) })).toBeVisible()
  return page
}

/** The messages on the phone, newest first. */
export const messagesOn = (handset: Page): Locator => handset.getByRole('article')

/** Reads the code of the newest message as a person does, once there are that many messages on the phone. */
export async function seeCode(handset: Page, messages = 1): Promise<string> {
  await expect(messagesOn(handset)).toHaveCount(messages)
  return codeIn((await messagesOn(handset).first().textContent()) ?? '')
}

/** The code in the text of a message; its last line carries it once more for the browser. */
export function codeIn(text: string): string {
  const code = /#(\d{6})\b/.exec(text)?.[1]
  if (!code) throw new Error(`no code in: ${text}`)
  return code
}
