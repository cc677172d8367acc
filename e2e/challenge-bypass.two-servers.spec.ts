import { cheapAnswers, solved } from './support/challenge'
import { concurrently } from './support/concurrently'
import { expect } from './support/fixtures'
import { freshPhone, otherCode } from './support/people'
import type { Answer, Site } from './support/site'
import { idIn, started, textsTo } from './support/site-flows'
import { countOf } from './support/sql'
import { test } from './support/two-servers'
import { freshIp, type Visitor, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

/** Returns an IP that has sent ten wrong codes, so that starts from it require a challenge. */
async function riskyIp(site: Site): Promise<string> {
  const clientIp = freshIp()
  for (const _ of [1, 2]) {
    const { id, code, by } = await started(site, freshPhone(), visitor())
    await concurrently(5, (n) => site.check(id, otherCode(code, n + 1), { ...by, clientIp }))
  }
  return clientIp
}

const asked = (site: Site, by: Visitor, phone = freshPhone()) => site.start('/sign-up', phone, by)
const waitTokenOf = ({ challenge, message }: Answer): string => {
  if (!challenge) throw new Error(`no challenge was required: ${message}`)
  return challenge.waitToken
}

test('after ten wrong codes from an IP, starts there require a challenge; a solved puzzle releases one message', async ({
  site,
}) => {
  const clientIp = await riskyIp(site)
  const [by, phone] = [visitor(clientIp), freshPhone()]
  const puzzle = await solved(await asked(site, by, phone))
  expect(await textsTo(site, phone)).toEqual([])
  waitTokenOf(await site.start('/sign-up', phone, visitor(clientIp), { puzzle }))

  const id = idIn(await site.start('/sign-up', phone, by, { puzzle }))
  expect(id).not.toBe('')
  waitTokenOf(await site.start('/sign-up', freshPhone(), by, { puzzle }))
  await expect.poll(() => textsTo(site, phone)).toHaveLength(1)
})

test('rejects a puzzle of reduced difficulty or with a forged signature', async ({ site }) => {
  const by = visitor(await riskyIp(site))
  const puzzles = await cheapAnswers(await asked(site, by))
  for (const puzzle of puzzles) waitTokenOf(await site.start('/sign-up', freshPhone(), by, { puzzle }))
})

test('without scripts a wait token is valid after its wait: not earlier, not twice, and in no other browser', async ({
  site,
}) => {
  const clientIp = await riskyIp(site)
  const [by, phone] = [visitor(clientIp), freshPhone()]
  const first = await asked(site, by, phone)
  const waitToken = waitTokenOf(first)
  expect(first.html).toContain(`name="waitToken" value="${waitToken}"`)
  const early = await site.start('/sign-up', phone, by, { waitToken })
  expect(early.message).toMatch(/Wait (1 second|\d seconds), then select “Send code” again\./)
  expect(waitTokenOf(early)).toBe(waitToken)
  expect(await textsTo(site, phone)).toEqual([])

  const other = visitor(clientIp)
  const theirs = waitTokenOf(await asked(site, other))
  await passes(site, other, theirs)
  expect(waitTokenOf(await site.start('/sign-up', phone, visitor(clientIp), { waitToken }))).not.toBe(waitToken)
  idIn(await site.start('/sign-up', phone, by, { waitToken }))
  waitTokenOf(await site.start('/sign-up', freshPhone(), by, { waitToken }))
})

test('accepts two wait tokens in five minutes per IP across servers; the others stay valid and keep waiting', async ({
  site,
  sql,
}) => {
  const clientIp = await riskyIp(site)
  const waiting = await concurrently(12, async () => {
    const by = visitor(clientIp)
    return { by, waitToken: waitTokenOf(await asked(site, by)) }
  })
  // Once the newest token has waited long enough, all have.
  const [last, ...others] = waiting.toSorted((a, b) => claimsOf(b.waitToken).nbf - claimsOf(a.waitToken).nbf)
  if (!last) throw new Error('no wait token')
  await passes(site, last.by, last.waitToken)
  const outcomes = await concurrently(others.length, async (n) => {
    const { by, waitToken } = others[n] ?? last
    return { waitToken, answer: await site.start('/sign-up', freshPhone(), by, { waitToken }) }
  })
  expect(outcomes.filter(({ answer }) => answer.location !== null)).toHaveLength(1)
  const kept = outcomes.filter(({ answer, waitToken }) => answer.challenge?.waitToken === waitToken)
  expect(kept).toHaveLength(10)
  expect(await countOf(sql, `"UsedNonce" WHERE "id" = 'check:' || $1`, [claimsOf(kept[0]?.waitToken ?? '').jti])).toBe(
    0,
  )
})

/** Retries until the wait token is accepted. */
const passes = (site: Site, by: Visitor, waitToken: string) =>
  expect
    .poll(async () => (await site.start('/sign-up', freshPhone(), by, { waitToken })).location, { intervals: [100] })
    .not.toBeNull()

const claimsOf = (waitToken: string): { jti: string; nbf: number } =>
  JSON.parse(Buffer.from(waitToken.split('.')[1] ?? '', 'base64url').toString())
