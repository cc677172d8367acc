import { cheapAnswers, solved } from './support/challenge'
import { volley } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPhone, otherCode } from './support/people'
import type { Answer, Site } from './support/site'
import { idIn, started, textsTo } from './support/site-flows'
import { countOf } from './support/sql'
import { test } from './support/two-servers'
import { freshAddress, type Visitor, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

/** An address from which ten wrong codes came: whoever starts from there is checked first. */
async function doubtfulAddress(site: Site): Promise<string> {
  const address = freshAddress()
  for (const _ of [1, 2]) {
    const { id, code, by } = await started(site, freshPhone(), visitor())
    await volley(5, (n) => site.check(id, otherCode(code, n + 1), { ...by, address }))
  }
  return address
}

const asked = (site: Site, by: Visitor, phone = freshPhone()) => site.start('/sign-up', phone, by)
const ticketOf = ({ check, told }: Answer): string => {
  if (!check) throw new Error(`no extra check was asked for: ${told}`)
  return check.ticket
}

test('after ten wrong codes from an address a start from there is checked and sends nothing, and a solved puzzle lets one message out', async ({
  site,
}) => {
  const address = await doubtfulAddress(site)
  const [by, phone] = [visitor(address), freshPhone()]
  const puzzle = await solved(await asked(site, by, phone))
  expect(await textsTo(site, phone)).toEqual([])
  ticketOf(await site.start('/sign-up', phone, visitor(address), { puzzle }))

  const id = idIn(await site.start('/sign-up', phone, by, { puzzle }))
  expect(id).not.toBe('')
  ticketOf(await site.start('/sign-up', freshPhone(), by, { puzzle }))
  await expect.poll(() => textsTo(site, phone)).toHaveLength(1)
})

test('a puzzle that was made cheaper, or is not signed by us, is not taken', async ({ site }) => {
  const by = visitor(await doubtfulAddress(site))
  const puzzles = await cheapAnswers(await asked(site, by))
  for (const puzzle of puzzles) ticketOf(await site.start('/sign-up', freshPhone(), by, { puzzle }))
})

test('without scripts the ticket of the answer is good once its wait is over: not before, not twice, and in no other browser', async ({
  site,
}) => {
  const address = await doubtfulAddress(site)
  const [by, phone] = [visitor(address), freshPhone()]
  const first = await asked(site, by, phone)
  const ticket = ticketOf(first)
  expect(first.html).toContain(`name="ticket" value="${ticket}"`)
  const early = await site.start('/sign-up', phone, by, { ticket })
  expect(early.told).toMatch(/Wait (1 second|\d seconds), then select “Send code” again\./)
  expect(ticketOf(early)).toBe(ticket)
  expect(await textsTo(site, phone)).toEqual([])

  const other = visitor(address)
  const theirs = ticketOf(await asked(site, other))
  await passes(site, other, theirs)
  expect(ticketOf(await site.start('/sign-up', phone, visitor(address), { ticket }))).not.toBe(ticket)
  idIn(await site.start('/sign-up', phone, by, { ticket }))
  ticketOf(await site.start('/sign-up', freshPhone(), by, { ticket }))
})

test('two tickets a minute pass by waiting from one address, over all servers; the others wait on and keep theirs', async ({
  site,
  sql,
}) => {
  const address = await doubtfulAddress(site)
  const waiting = await volley(12, async () => {
    const by = visitor(address)
    return { by, ticket: ticketOf(await asked(site, by)) }
  })
  // When the wait of the newest ticket is over, that of all is.
  const [last, ...others] = waiting.toSorted((a, b) => claimsOf(b.ticket).nbf - claimsOf(a.ticket).nbf)
  if (!last) throw new Error('nobody waits')
  await passes(site, last.by, last.ticket)
  const outcomes = await volley(others.length, async (n) => {
    const { by, ticket } = others[n] ?? last
    return { ticket, answer: await site.start('/sign-up', freshPhone(), by, { ticket }) }
  })
  expect(outcomes.filter(({ answer }) => answer.location !== null)).toHaveLength(1)
  const kept = outcomes.filter(({ answer, ticket }) => answer.check?.ticket === ticket)
  expect(kept).toHaveLength(10)
  expect(await countOf(sql, `"UsedNonce" WHERE "id" = 'check:' || $1`, [claimsOf(kept[0]?.ticket ?? '').jti])).toBe(0)
})

/** Tries until the wait of a ticket is over. */
const passes = (site: Site, by: Visitor, ticket: string) =>
  expect
    .poll(async () => (await site.start('/sign-up', freshPhone(), by, { ticket })).location, { intervals: [100] })
    .not.toBeNull()

const claimsOf = (ticket: string): { jti: string; nbf: number } =>
  JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString())
