import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the simulated phone, as somebody does who waits for a message on it. */
export async function openHandset(page: Page, phone: string): Promise<Page> {
  await page.goto(`/handset/${phone}`)
  await expect(page.getByRole('heading', { name: phone })).toBeVisible()
  return page
}

/** The messages on the phone, newest first. */
export const messagesOn = (handset: Page): Locator => handset.getByRole('article')

/** Reads the code of the newest message, once there are that many messages on the phone. */
export async function readCode(handset: Page, messages = 1): Promise<string> {
  await expect(messagesOn(handset)).toHaveCount(messages)
  return codeIn((await messagesOn(handset).first().textContent()) ?? '')
}

/** The code in the text of a message; its last line carries it once more for the browser. */
export function codeIn(text: string): string {
  const code = /#(\d{6})\b/.exec(text)?.[1]
  if (!code) throw new Error(`no code in: ${text}`)
  return code
}
