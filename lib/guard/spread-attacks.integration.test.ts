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
/** As if so many messages to the country had been sent and not verified. */
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
  test('stop at 90, however many starts come at the same moment, and each further start needs the challenge', async () => {
    const outcomes = await together(120, () => start())
    expect(countKinds(outcomes)).toEqual({ sent: 90, challenge: 30 })
  })

  test('never refuse a start that passed the challenge', async () => {
    outstanding(90)
    const phone = freshStart()
    const outcome = await initiate(phone)
    expect(await initiate({ ...phone, answer: await solved(outcome) })).toMatchObject({ kind: 'sent' })
  })

  test('may be as many more as were verified within the hour', async () => {
    outstanding(139)
    countVerified('US', 25)
    expect(await start()).toMatchObject({ kind: 'sent' })
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('may be as many more as are usually verified in an hour of the last seven days', async () => {
    await db().$executeRaw`
      INSERT INTO "Tally" ("seconds", "at", "subject", "attempted", "succeeded")
      SELECT 3600, now() - make_interval(hours => n), ${US}, 30, 25 FROM generate_series(1, 167) AS n`
    outstanding(113)
    expect(await start()).toMatchObject({ kind: 'sent' })
    outstanding(2)
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('leave other countries alone, until all countries together have 108', async () => {
    outstanding(90)
    const maltese = freshCountryPhone()
    expect(await start({ phone: maltese })).toMatchObject({ kind: 'sent' })
    outstanding(107, OVERALL)
    expect(await start({ phone: freshCountryPhone() })).toMatchObject({ kind: 'challenge' })
  })

  test('are fewer again once a code is entered, by every message that carried it', async () => {
    const of = await started()
    await ageCounters(of.browserHash, 60)
    expect(await resend(of)).toMatchObject({ kind: 'sent' })
    expect(tallyOf(US, 'hour')).toEqual({ attempted: 2, succeeded: 0 })
    await check(of)
    expect(tallyOf(US, 'hour')).toEqual({ attempted: 2, succeeded: 2 })
  })

  test('are not counted where a limit refuses the message', async () => {
    const of = freshStart()
    expect(await initiate(of)).toMatchObject({ kind: 'sent' })
    expect(await initiate(of)).toMatchObject({ kind: 'waiting' })
    expect(tallyOf(US, 'hour').attempted).toBe(1)
  })

  test('need the challenge for a resend as well, else one challenge would buy five messages', async () => {
    const of = await started()
    await ageCounters(of.browserHash, 60)
    outstanding(90)
    expect(await resend(of)).toEqual({ kind: 'challenge', startPath: '/sign-up' })
  })

  test('leave resets of known and unknown numbers alone', async () => {
    outstanding(400)
    const { phone } = await freshUser()
    expect(await start({ phone, purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'sent' })
    expect(await start({ purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'sent' })
  })

  test('are counted over all processes, and survive a restart', async () => {
    await exchangeTallies(db(), [{ subject: US, attempted: 89, succeeded: 0 }])
    expect(await start()).toMatchObject({ kind: 'sent' })
    await exchange()
    forgetTallies()
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('are only reported where the fraud rules only report', async () => {
    outstanding(90)
    withSettings({ fraudRules: 'report' })
    expect(await start()).toMatchObject({ kind: 'sent' })
  })

  test('are read without a scan and without a round trip of their own while sums are fresh', async () => {
    await start()
    const exchanges = []
    // A slow machine may need longer for a start than sums are fresh.
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
])('%i unverified messages make the challenge %i times as hard', async (messages, hardness) => {
  const asked = vi.spyOn(challenges, 'requireChallenge')
  outstanding(messages)
  await start()
  expect(asked.mock.calls.map(([, , , given]) => given)).toEqual([hardness])
})

describe('one network', () => {
  const from = (ipOf: (n: number) => string, count: number) =>
    together(count, (n) => start({ phone: freshCountryPhone(n), clientIp: ipOf(n) }))
  const hex = (n: number) => n.toString(16)

  test.each([
    ['an IPv6 /48, after 100 messages', 100, (n: number) => `2001:db8:77:${hex(n + 1)}::1`, '2001:db8:78:1::1'],
    ['an IPv4 /24, after 200 messages', 200, (n: number) => `198.51.100.${n % 250}`, '198.51.101.1'],
    ['an IPv6 /32, after 200 messages', 200, (n: number) => `2001:db9:${hex(n + 1)}::1`, '2001:dba::1'],
  ])('needs the challenge for further starts, never a refusal: %s', async (_, max, ipOf, elsewhere) => {
    withSettings({ fraudRules: 'report' })
    await from(ipOf, max)
    vi.restoreAllMocks()
    forgetTallies()
    await db().$executeRaw`DELETE FROM "Tally"`
    const next = freshStart({ phone: freshPhone(), clientIp: ipOf(max) })
    const outcome = await initiate(next)
    expect(outcome).toMatchObject({ kind: 'challenge' })
    expect(await initiate({ ...next, answer: await solved(outcome) })).toMatchObject({ kind: 'sent' })
    expect(await start({ clientIp: elsewhere })).toMatchObject({ kind: 'sent' })
  })

  test('gets its message back once the number is verified', async () => {
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
  ])('make every start need the challenge from 100 in ten minutes on: the last one for %s', async (_, enterLast) => {
    count('codes', { attempted: 99 })
    expect(await start()).toMatchObject({ kind: 'sent' })
    await enterLast()
    expect(await start()).toMatchObject({ kind: 'challenge' })
    expect(await start({ purpose: 'PASSWORD_RESET' })).toMatchObject({ kind: 'challenge' })
  })

  test('are tolerated up to twice the right ones', async () => {
    count('codes', { attempted: 300, succeeded: 110 })
    expect(await start()).toMatchObject({ kind: 'sent' })
    count('codes', { attempted: 31 })
    expect(await start()).toMatchObject({ kind: 'challenge' })
  })

  test('count for ten minutes', async () => {
    count('codes', { attempted: 100 })
    await exchange()
    await db().$executeRaw`UPDATE "Tally" SET "at" = "at" - interval '11 minutes'`
    forgetTallies()
    expect(await start()).toMatchObject({ kind: 'sent' })
  })
})

describe('an attack', () => {
  const events = () =>
    db().auditEvent.findMany({ where: { event: { startsWith: 'fraud.attack' } }, orderBy: { id: 'asc' } })

  test('is recorded and logged once when it begins and once when it ends, with country, rate and reason', async () => {
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

  test('does not end and begin by turns while it stays near the limit', async () => {
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

test('counts that could not be written are kept for the next exchange', async () => {
  outstanding(10)
  vi.spyOn(db(), '$queryRaw').mockRejectedValueOnce(new Error('connection lost'))
  await expect(exchange()).rejects.toThrow('connection lost')
  expect(tallyOf(US, 'hour').attempted).toBe(10)
  await exchange()
  forgetTallies()
  await exchange()
  expect(tallyOf(US, 'hour').attempted).toBe(10)
})
