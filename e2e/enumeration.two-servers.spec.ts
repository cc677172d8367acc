import { expect } from './support/fixtures'
import { freshPassword, freshPhone } from './support/people'
import { type Answer, RESEND, type Site } from './support/site'
import { type From, idIn, openAccount } from './support/site-flows'
import { numbersOver } from './support/spread'
import { test } from './support/two-servers'
import { type Visitor, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const BUTTONS = ['Verify', RESEND]

const masked = (text: string) =>
  text
    .replace(/\b(nonce=\\*"|nonce\\*":\\*")[^"\\]*/g, '$1')
    // React names an action's state by a hash of the page's path, which contains the id.
    .replace(/\bk[0-9a-f]{32}\b/g, 'KEY')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d+/g, '0')

/** Everything that a client can observe in a response, with ids and digits masked. */
const shape = ({ status, location, html, names, message }: Answer) => ({
  status,
  location: location && masked(location),
  message: masked(message),
  names,
  // A countdown may have dropped below one hour.
  page: masked(html.replace(/<script\b.*?<\/script>/gs, ''))
    .replace(/\b0(:0)+\b/g, '0:0')
    .split(/(?<=>)/),
})

/** Requests and enters codes for a number from new browsers until every limit is reached. */
async function exhaust(shared: Site, from: From, phone: string): Promise<Answer[]> {
  const site = shared.withOwnForms()
  const seen: Answer[] = []
  const ids: { id: string; by: Visitor }[] = []
  for (let n = 0; n < 6; n++) {
    const by = visitor()
    const start = await site.start(from, phone, by)
    seen.push(start)
    if (start.location) ids.push({ by, id: idIn(start) })
  }
  // Forms are read in advance, since a page has both only while its code is valid.
  for (const [{ id, by }, button] of ids.flatMap((one) => BUTTONS.map((name) => [one, name] as const))) {
    await site.learn(`/verify/${id}`, button, by)
  }
  for (const { id, by } of ids) {
    seen.push(await site.look(`/verify/${id}`, by), await site.resend(id, by))
    for (let n = 0; n < 5; n++) seen.push(await site.check(id, '000000', by))
    seen.push(await site.resend(id, by), await site.look(`/verify/${id}`, by))
  }
  return seen
}

test('numbers with and without an account reach the same limits at the same request, with identical responses', async ({
  site,
  sql,
}) => {
  // Wrong codes are counted by the range of a number, too.
  const [phone = '', optedOut = '', unregistered = ''] = numbersOver(3, 1)
  const { by: owner } = await openAccount(site, phone, visitor())
  await openAccount(site, optedOut, visitor())
  await sql(`INSERT INTO "OptOut" ("phone", "gateway") VALUES ($1, 'handset')`, [optedOut])
  const newcomer = shape(await site.start('/sign-up', freshPhone(), owner))
  for (const by of [owner, visitor()]) expect(shape(await site.start('/sign-up', phone, by))).toEqual(newcomer)
  await sql(`DELETE FROM "RateLimit"`)
  const unknown = (await exhaust(site, '/reset-password', unregistered)).map(shape)
  expect(unknown.some(({ message }) => message.startsWith('Too many incorrect codes'))).toBe(true)
  for (const known of [phone, optedOut]) {
    const answers = (await exhaust(site, '/reset-password', known)).map(shape)
    for (const [n, answer] of answers.entries()) expect(answer, `request ${n}`).toEqual(unknown[n])
  }
})

test('rejects wrong passwords identically and from the same attempt on, with or without an account', async ({
  site,
}) => {
  const { phone } = await openAccount(site, freshPhone(), visitor())
  const tries = async (of: string) => {
    const answers = []
    for (let n = 0; n < 32; n++) answers.push(shape(await site.signIn(of, freshPassword(), visitor())))
    return answers
  }
  const unknown = await tries(freshPhone())
  expect(unknown.findIndex(({ message }) => message.startsWith('Too many attempts.'))).toBe(30)
  expect(await tries(phone)).toEqual(unknown)
})
