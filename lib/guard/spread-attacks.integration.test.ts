import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { exchangeTallies } from '@/lib/db/queries/tallies'
import { log } from '@/lib/log/log'
import { freshCountryPhone, withSettings } from '@/lib/testing/guard'
import { countKinds, together } from '@/lib/testing/together'
import { ageCounters, freshPhone, freshStart, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate, resend, type Start, type StartOutcome } from '@/lib/verification/initiate'
import * as challenges from './challenge'
import { countVerified, watchAttacks } from './spread-attacks'
import { OVERALL, sendsTo } from './spread-rules'
import { count, exchange, forgetTallies, tallyOf } from './tallies'

afterEach(() => vi.restoreAllMocks())

const US = sendsTo('US')
const start = (changes: Partial<Start> = {}) => initiate(freshStart(changes))
/** Simulates unverified messages to a country. */
const outstanding = (messages: number, subject = US) => count(subject, { attempted: messages })

async function solved(outcome: StartOutcome) {
  if (outcome.kind !== 'challenge') throw new Error(`no challenge: ${outcome.kind}`)
  const challenge = JSON.parse(outcome.challenge.puzzle) as AltchaChallenge
  return {
    waitToken: '',
    puzzle: JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) }),
  }
}

describe('unverified messages to one country', () => {
  test('after 90 unverified messages to a country, each start needs a challenge, even concurrent ones', async () => {
    const outcomes = await together(120, () => start())
    expect(countKinds(outcomes)).toEqual({ sent: 90, challenge: 30 })
  })

  test('never rejects a start with a passed challenge', async () => {
    outstanding(90)
    const phone = freshStart()
    const outcome = await initiate(phone)
    expect(await initiate({ ...phone, response: await solved(outcome) })).toMatchObject({ kind: 'sent' })
  })

  test('tolerates one more unverified message for each message verified within the hour', async () => {
    outstanding(139)
    countVerified('US', 25)
    expect(await start()).toMatchObject({ kind: 'sent' })
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('tolerates one more unverified message for each message verified per hour, averaged over seven days', async () => {
    await db().$executeRaw`
      INSERT INTO "Tally" ("seconds", "at", "subject", "attempted", "succeeded")
      SELECT 3600, now() - make_interval(hours => n), ${US}, 30, 25 FROM generate_series(1, 167) AS n`
    outstanding(113)
    expect(await start()).toMatchObject({ kind: 'sent' })
    outstanding(2)
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('unverified messages do not affect other countries until there are 108 in total', async () => {
    outstanding(90)
    const maltese = freshCountryPhone()
    expect(await start({ phone: maltese })).toMatchObject({ kind: 'sent' })
    outstanding(107, OVERALL)
    expect(await start({ phone: freshCountryPhone() })).toMatchObject({ kind: 'challenge' })
  })

  test('a right code verifies every message that carried it', async () => {
    const of = await started()
    await ageCounters(of.browserHash, 60)
    expect(await resend(of)).toMatchObject({ kind: 'sent' })
    expect(tallyOf(US, 'hour')).toEqual({ attempted: 2, succeeded: 0 })
    await check(of)
    expect(tallyOf(US, 'hour')).toEqual({ attempted: 2, succeeded: 2 })
  })

  test('a message that a limit rejects is not counted', async () => {
    const of = freshStart()
    expect(await initiate(of)).toMatchObject({ kind: 'sent' })
    expect(await initiate(of)).toMatchObject({ kind: 'waiting' })
    expect(tallyOf(US, 'hour').attempted).toBe(1)
  })

  test('a resend requires the challenge too, so that one challenge does not allow five messages', async () => {
    const of = await started()
    await ageCounters(of.browserHash, 60)
    outstanding(90)
    expect(await resend(of)).toEqual({ kind: 'challenge', startPath: '/sign-up' })
  })

  test('unverified messages do not affect resets of known and unknown numbers', async () => {
    outstanding(400)
    const { phone } = await freshUser()
    expect(await start({ phone, purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'sent' })
    expect(await start({ purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'sent' })
  })

  test('counts unverified messages over all processes and across restarts', async () => {
    await exchangeTallies(db(), [{ subject: US, attempted: 89, succeeded: 0 }])
    expect(await start()).toMatchObject({ kind: 'sent' })
    await exchange()
    forgetTallies()
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('unverified messages need no challenge if the fraud rules only report', async () => {
    outstanding(90)
    withSettings({ fraudRules: 'report' })
    expect(await start()).toMatchObject({ kind: 'sent' })
  })

  test('a start makes no query for tallies while they are fresh', async () => {
    await start()
    const exchanges = []
    // On a slow machine, a start may take longer than sums stay fresh.
    for (let n = 0; n < 5; n++) {
      const read = vi.spyOn(db(), '$queryRaw')
      await start()
      const statements = read.mock.calls.map(([text]) => String((text as TemplateStringsArray).raw))
      exchanges.push(statements.filter((text) => /"Tally"/.test(text)).length)
      read.mockRestore()
    }
    expect(Math.min(...exchanges)).toBe(0)
  })
})

test.each([
  [90, 1],
  [180, 2],
  [360, 4],
])('after %i unverified messages, the challenge is %i times as hard', async (messages, difficulty) => {
  const asked = vi.spyOn(challenges, 'createChallengeFor')
  outstanding(messages)
  await start()
  expect(asked.mock.calls.map(([, , , given]) => given)).toEqual([difficulty])
})

describe('networks', () => {
  const from = (ipOf: (n: number) => string, count: number) =>
    together(count, (n) => start({ phone: freshCountryPhone(n), clientIp: ipOf(n) }))
  const hex = (n: number) => n.toString(16)

  test.each([
    ['an IPv6 /48, after 100 messages', 100, (n: number) => `2001:db8:77:${hex(n + 1)}::1`, '2001:db8:78:1::1'],
    ['an IPv4 /24, after 200 messages', 200, (n: number) => `198.51.100.${n % 250}`, '198.51.101.1'],
    ['an IPv6 /32, after 200 messages', 200, (n: number) => `2001:db9:${hex(n + 1)}::1`, '2001:dba::1'],
  ])('further starts from a network need a challenge, and are never rejected: %s', async (_, max, ipOf, elsewhere) => {
    withSettings({ fraudRules: 'report' })
    await from(ipOf, max)
    vi.restoreAllMocks()
    forgetTallies()
    await db().$executeRaw`DELETE FROM "Tally"`
    const next = freshStart({ phone: freshPhone(), clientIp: ipOf(max) })
    const outcome = await initiate(next)
    expect(outcome).toMatchObject({ kind: 'challenge' })
    expect(await initiate({ ...next, response: await solved(outcome) })).toMatchObject({ kind: 'sent' })
    expect(await start({ clientIp: elsewhere })).toMatchObject({ kind: 'sent' })
  })

  test('a verified number releases the event of its network', async () => {
    const clientIp = '203.0.113.5'
    await check({ ...(await started({ clientIp })), clientIp })
    const counter = await db().rateLimit.findUniqueOrThrow({ where: { key: 'sendsPerNetwork:203.0.113.0/24' } })
    expect(counter.hits).toEqual([])
  })
})

describe('wrong codes over all users', () => {
  const enter = async (purpose: 'SIGN_UP' | 'PASSWORD_RESET', phone = freshPhone()) => {
    const of = await started({ purpose, phone })
    await check({ ...of, code: otherCode(of.code) })
  }

  test.each([
    ['a sign-up', () => enter('SIGN_UP')],
    ['a reset with an account', async () => enter('PASSWORD_RESET', (await freshUser()).phone)],
    ['a reset without an account', () => enter('PASSWORD_RESET')],
  ])(
    'after 100 wrong codes in ten minutes, every start needs a challenge: the last one for %s',
    async (_, enterLast) => {
      count('codes', { attempted: 99 })
      expect(await start()).toMatchObject({ kind: 'sent' })
      await enterLast()
      expect(await start()).toMatchObject({ kind: 'challenge' })
      expect(await start({ purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'challenge' })
    },
  )

  test('tolerates wrong codes up to twice the right ones', async () => {
    count('codes', { attempted: 300, succeeded: 110 })
    expect(await start()).toMatchObject({ kind: 'sent' })
    count('codes', { attempted: 31 })
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('wrong codes count for ten minutes', async () => {
    count('codes', { attempted: 100 })
    await exchange()
    await db().$executeRaw`UPDATE "Tally" SET "at" = "at" - interval '11 minutes'`
    forgetTallies()
    expect(await start()).toMatchObject({ kind: 'sent' })
  })
})

describe('attack records', () => {
  const events = () =>
    db().auditEvent.findMany({ where: { event: { startsWith: 'fraud.attack' } }, orderBy: { id: 'asc' } })

  test('records and logs the start and end of an attack once, with country, rate and reason', async () => {
    const before = (await events()).length
    const warned = vi.spyOn(log(), 'warn').mockImplementation(() => {})
    outstanding(90)
    await together(3, watchAttacks)
    await watchAttacks()
    const detail = { country: 'US', policy: 'unverifiedInCountry', perMinute: 9, enforced: true }
    expect((await events()).slice(before)).toMatchObject([{ event: 'fraud.attack-begun', detail }])
    await exchange()
    await db().$executeRaw`UPDATE "Tally" SET "at" = "at" - interval '61 minutes'`
    forgetTallies()
    await watchAttacks()
    await watchAttacks()
    expect((await events()).slice(before)).toMatchObject([
      { event: 'fraud.attack-begun' },
      { event: 'fraud.attack-ended', detail: { country: 'US', policy: 'unverifiedInCountry', perMinute: 0 } },
    ])
    expect(warned.mock.calls).toMatchObject([
      [{ event: 'attack.begun', ...detail, reason: expect.stringContaining('SMS pumping') }],
      [{ event: 'attack.ended', country: 'US' }],
    ])
  })

  test('an attack near the threshold does not flap', async () => {
    const before = (await events()).length
    outstanding(90)
    await watchAttacks()
    count(US, { attempted: -10 })
    await watchAttacks()
    outstanding(10)
    await watchAttacks()
    expect((await events()).slice(before)).toMatchObject([{ event: 'fraud.attack-begun' }])
  })
})

test('keeps unwritten counts for the next exchange', async () => {
  outstanding(10)
  vi.spyOn(db(), '$queryRaw').mockRejectedValueOnce(new Error('connection lost'))
  await expect(exchange()).rejects.toThrow('connection lost')
  expect(tallyOf(US, 'hour').attempted).toBe(10)
  await exchange()
  forgetTallies()
  await exchange()
  expect(tallyOf(US, 'hour').attempted).toBe(10)
})
