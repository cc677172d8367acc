import { expect } from '@playwright/test'
import { codeIn, textsIn } from './handset'
import { freshPassword } from './people'
import { WELCOME } from './plain-flows'
import type { Answer, Site } from './site'
import { type Visitor, visitor } from './visitor'

export type From = '/sign-up' | '/reset-password'

/** Returns the messages on the phone, newest first. */
export async function textsTo(site: Site, phone: string): Promise<string[]> {
  const { html } = await site.look(`/handset/${phone}`, visitor())
  return textsIn(html)
}

/** Returns the code of the newest message once the phone has `messages` messages. */
export async function codeOn(site: Site, phone: string, messages: number): Promise<string> {
  await expect.poll(async () => (await textsTo(site, phone)).length, { intervals: [50] }).toBe(messages)
  return codeIn((await textsTo(site, phone))[0] ?? '')
}

export const idIn = ({ location, message }: Answer): string => {
  const id = /^\/verify\/([\w-]{36})/.exec(location ?? '')?.[1]
  if (!id) throw new Error(`no verification was started: ${message}`)
  return id
}

export async function started(site: Site, phone: string, by: Visitor, from: From = '/sign-up') {
  const before = (await textsTo(site, phone)).length
  const id = idIn(await site.start(from, phone, by))
  return { id, by, phone, code: await codeOn(site, phone, before + 1) }
}

export async function proved(site: Site, phone: string, by: Visitor, from: From = '/sign-up') {
  const verification = await started(site, phone, by, from)
  const answer = await site.check(verification.id, verification.code, by)
  expect(answer.location).toBe(`${from}/${verification.id}`)
  // Attackers get the hidden fields of this form from a proof of their own.
  if (from === '/reset-password') await site.learn(`${from}/${verification.id}`, 'Set new password', by)
  return verification
}

/** Creates an account; the browser is then a known browser. */
export async function openAccount(site: Site, phone: string, by: Visitor) {
  const password = freshPassword()
  const { id } = await proved(site, phone, by)
  expect((await site.createAccount(id, password, by)).location).toBe(WELCOME)
  return { phone, password, by }
}
