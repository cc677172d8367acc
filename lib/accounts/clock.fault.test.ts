import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { claimMessages, expireLeases } from '@/lib/db/queries/claims'
import { liveSession } from '@/lib/db/queries/sessions'
import { createChallengeFor, verifyChallenge } from '@/lib/guard/challenge'
import { acquire, type LimitKey } from '@/lib/guard/limiter'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { withSettings } from '@/lib/testing/guard'
import { secret } from '@/lib/testing/leaks'
import { together } from '@/lib/testing/together'
import {
  ageCounters,
  ageSession,
  ageVerification,
  codeOf,
  freshBrowser,
  freshIp,
  otherCode,
  started,
} from '@/lib/testing/verifications'
import { check, consume } from '@/lib/verification/check'
import { codePageState, proofState } from '@/lib/verification/code-page'
import { initiate, resend } from '@/lib/verification/initiate'
import { createAccount } from './sign-up'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const SIGN_UP = 'SIGN_UP' as const
const DAY = 24 * 3600

const statusOf = async (id: string) => (await db().message.findUniqueOrThrow({ where: { id } })).status
const attemptsOf = async (id: string) => (await db().verification.findUniqueOrThrow({ where: { id } })).attempts

/** Ages a verification and the counters of its browser. */
async function pass(of: { id: string; browserHash: string }, seconds: number) {
  await ageVerification(of.id, seconds)
  await ageCounters(of.browserHash, seconds)
}

/** Claims a message, and ages its lease. */
async function leased(seconds: number): Promise<string> {
  const { messageId: id } = await started()
  await claimMessages(db(), { id, most: 1, leaseSeconds: 15 })
  await db()
    .$executeRaw`UPDATE "Message" SET "leaseUntil" = "leaseUntil" - make_interval(secs => ${seconds}::int) WHERE "id" = ${id}::uuid`
  return id
}

async function session() {
  const of = await started()
  await check(of)
  const outcome = await createAccount({ ...of, name: 'Ada', password: secret('quiet harbour seventeen lamps') })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  return outcome.sessionId
}

describe.each([
  { clock: 'right, then an hour fast', first: 0, other: 3600 },
  { clock: 'right, then an hour slow', first: 0, other: -3600 },
  { clock: 'an hour fast, then right', first: 3600, other: 0 },
  { clock: 'an hour slow, then right', first: -3600, other: 0 },
])('lifetimes follow the database (R10), with a server clock that is $clock', ({ first, other }) => {
  const set = (seconds: number) => {
    vi.useRealTimers()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
  }
  const byTheFirst = () => set(first)
  const byTheOther = () => set(other)

  test('a code is valid after 597 of its 600 seconds, and expired after 600', async () => {
    byTheFirst()
    const [inTime, late] = [await started(), await started()]
    byTheOther()
    await pass(inTime, 597)
    expect(await codePageState(inTime.id, inTime)).toMatchObject({ state: 'open' })
    expect(await check(inTime)).toMatchObject({ kind: 'approved' })
    await pass(late, 600)
    expect(await codePageState(late.id, late)).toMatchObject({ state: 'expired', secondsLeft: 0 })
    expect(await check(late)).toEqual({ kind: 'expired' })
  })

  test('a proof is valid after 597 of its 600 seconds, and expired after 600', async () => {
    byTheFirst()
    const [inTime, late] = [await started(), await started()]
    for (const of of [inTime, late]) await check(of)
    byTheOther()
    const use = (of: typeof late) => db().$transaction((tx) => consume(tx, { ...of, purpose: SIGN_UP }))
    await pass(inTime, 597)
    expect(await proofState(inTime.id, inTime.browserHash, SIGN_UP)).toMatchObject({ kind: 'ready' })
    expect(await use(inTime)).toMatchObject({ phone: inTime.phone })
    await pass(late, 600)
    expect(await proofState(late.id, late.browserHash, SIGN_UP)).toEqual({ kind: 'gone' })
    expect(await use(late)).toBeNull()
  })

  test.each([
    { what: 'a repeated start', again: initiate },
    { what: 'a resend', again: resend },
  ])('$what continues a code after 597 seconds with its attempts, but not after 600', async ({ again }) => {
    byTheFirst()
    const starts = [await started(), await started()]
    for (const of of starts) await check({ ...of, code: otherCode(of.code) })
    byTheOther()
    const attempts: number[] = []
    for (const [n, of] of starts.entries()) {
      await pass(of, n === 0 ? 597 : 600)
      const outcome = await again(of)
      attempts.push(outcome.kind === 'sent' ? await attemptsOf(outcome.id) : -1)
    }
    expect(attempts).toEqual([1, 0])
  })

  test('a resend is possible after 30 seconds, with the same code in the first half of its life', async () => {
    byTheFirst()
    const of = await started()
    byTheOther()
    await pass(of, 27)
    expect(await codePageState(of.id, of)).toMatchObject({ state: 'open', resendInSeconds: 3 })
    expect(await resend(of)).toMatchObject({ kind: 'limited', retryInSeconds: 3 })
    await pass(of, 3)
    expect(await resend(of)).toMatchObject({ kind: 'sent', id: of.id })
    await pass(of, 267)
    expect(await resend(of)).toMatchObject({ kind: 'sent', id: of.id })
    expect(await codeOf(of.id)).toBe(of.code)
    await pass(of, 300)
    expect(await resend(of)).not.toMatchObject({ id: of.id })
  })

  test('a limit of an hour is exhausted after 3597 seconds, and free after 3600', async () => {
    const one: LimitKey = { policy: 'sendsPerBucket', of: randomUUID() }
    byTheFirst()
    await together(5, () => acquire([one]))
    byTheOther()
    await ageCounters(one.of, 3597)
    expect(await acquire([one])).toMatchObject({ allowed: false, retryInSeconds: 3 })
    await ageCounters(one.of, 3)
    expect(await acquire([one])).toMatchObject({ allowed: true })
    await together(3, () => acquire([one]))
    await ageCounters(one.of, 10)
    expect(await acquire([one])).toMatchObject({ allowed: true })
    expect(await acquire([one])).toMatchObject({ allowed: false, retryInSeconds: 3590 })
  })

  test('a message is sent with 63 seconds of life left, and not with 59', async () => {
    byTheFirst()
    const [inTime, late] = [await started(), await started()]
    byTheOther()
    await pass(inTime, 537)
    await dispatchMessage(inTime.messageId)
    expect(await statusOf(inTime.messageId)).toBe('ACCEPTED')
    await pass(late, 541)
    await dispatchMessage(late.messageId)
    expect(await statusOf(late.messageId)).toBe('EXPIRED')
  })

  test('a lease of 15 seconds is valid after 12, and expired after 15', async () => {
    byTheFirst()
    const [held, lost] = [await leased(12), await leased(15)]
    byTheOther()
    await db().$transaction((tx) => expireLeases(tx, 1000))
    expect([await statusOf(held), await statusOf(lost)]).toEqual(['SENDING', 'UNKNOWN'])
  })

  test.each(['seconds', 'idleSeconds'] as const)('a session is valid for 30 days: %s', async (of) => {
    byTheFirst()
    const [alive, dead] = [await session(), await session()]
    byTheOther()
    await ageSession(alive, { [of]: 30 * DAY - 3 })
    expect(await liveSession(db(), alive)).toMatchObject({ id: alive })
    await ageSession(dead, { [of]: 30 * DAY })
    expect(await liveSession(db(), dead)).toBeNull()
  })

  test('a wait token passes once its wait is over', async () => {
    const [browserHash, clientIp] = [freshBrowser(), freshIp()]
    withSettings({ challengeWaitSeconds: 0 })
    await ageCounters('waitTokens:', 60)
    byTheFirst()
    const { waitToken } = await createChallengeFor(browserHash, { puzzle: '', waitToken: '' }, 'failed')
    byTheOther()
    expect(await verifyChallenge({ browserHash, clientIp }, { puzzle: '', waitToken })).toBe('passed')
  })
})
