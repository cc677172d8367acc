import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { endSession, insertSession, insertSessionFor, liveSession } from '@/lib/db/queries/sessions'
import { secret } from '@/lib/testing/leaks'
import { countKinds, together } from '@/lib/testing/together'
import { ageCounters, ageSession, freshBrowser, freshIp, otherCode, started } from '@/lib/testing/verifications'
import { check, consume } from '@/lib/verification/check'
import { resetPassword } from './reset-password'
import { signIn } from './sign-in'
import { createAccount } from './sign-up'

const PASSWORD = secret('quiet harbour seventeen lamps')
const DAY = 24 * 3600
const NEW_PASSWORD = secret('seven brass kettles in a row')

const proved = async (changes: Parameters<typeof started>[0] = {}) => {
  const of = await started(changes)
  expect(await check(of)).toMatchObject({ kind: 'approved' })
  return of
}

const account = async () => {
  const of = await proved()
  const outcome = await createAccount({ ...of, name: 'Ada', password: PASSWORD })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  const { userId } = await db().session.findUniqueOrThrow({ where: { id: outcome.sessionId } })
  return { ...of, userId }
}

const provedReset = (phone: string) => proved({ phone, purpose: 'PASSWORD_RESET' })
const signInAs = (phone: string, password: string, browserHash = freshBrowser()) =>
  signIn({ phone, password, browserHash, clientIp: freshIp() })

describe('accounts', () => {
  test('creates one account for 50 concurrent requests with the same proof', async () => {
    const of = await proved()
    const outcomes = countKinds(await together(50, () => createAccount({ ...of, name: 'Ada', password: PASSWORD })))
    expect(outcomes.created).toBe(1)
    expect(await db().user.count({ where: { phone: of.phone } })).toBe(1)
  })

  test('creates one account if two browsers have verified the same number', async () => {
    const first = await proved()
    const second = await proved({ phone: first.phone })
    const outcomes = countKinds(
      await Promise.all([first, second].map((of) => createAccount({ ...of, name: 'Ada', password: PASSWORD }))),
    )
    expect(outcomes).toEqual({ created: 1, taken: 1 })
  })

  test('creates no account without a proof of this browser and purpose', async () => {
    const unproved = await started()
    expect(await createAccount({ ...unproved, name: 'Ada', password: PASSWORD })).toEqual({ kind: 'proof-gone' })
    const of = await proved()
    const stolen = { ...of, browserHash: freshBrowser() }
    expect(await createAccount({ ...stolen, name: 'Ada', password: PASSWORD })).toEqual({ kind: 'proof-gone' })
    const reset = await provedReset((await account()).phone)
    expect(await createAccount({ ...reset, name: 'Ada', password: PASSWORD })).toEqual({ kind: 'proof-gone' })
  })

  test('a rejected password keeps the proof of a sign-up valid', async () => {
    const of = await proved()
    const refused = await createAccount({ ...of, name: 'Ada', password: 'passwordpassword' })
    expect(refused).toMatchObject({ kind: 'password-rejected' })
    expect(await createAccount({ ...of, name: 'Ada', password: PASSWORD })).toMatchObject({ kind: 'created' })
  })

  test('reports an existing account to a user with a proof, which stays valid', async () => {
    const { phone } = await account()
    const of = await proved({ phone })
    expect(await createAccount({ ...of, name: 'Eve', password: PASSWORD })).toEqual({ kind: 'taken' })
    expect(await db().$transaction((tx) => consume(tx, { ...of, purpose: 'SIGN_UP' }))).not.toBeNull()
  })

  test('stores passwords only as argon2id hashes with 19 MiB and two passes', async () => {
    const { phone } = await account()
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { phone } })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('resets', () => {
  test('a reset sets the password, ends all sessions and enqueues a notice in one transaction', async () => {
    const { phone, userId } = await account()
    await insertSession(db(), `session-${phone}`, userId)
    const outcome = await resetPassword({ ...(await provedReset(phone)), password: NEW_PASSWORD })
    if (outcome.kind !== 'done') throw new Error(outcome.kind)
    expect(await db().message.findUniqueOrThrow({ where: { id: outcome.noticeId } })).toMatchObject({
      to: phone,
      template: 'passwordChanged',
      verificationId: null,
    })
    expect(await liveSession(db(), `session-${phone}`)).toBeNull()
    expect(await signInAs(phone, PASSWORD)).toEqual({ kind: 'wrong' })
    expect(await signInAs(phone, NEW_PASSWORD)).toMatchObject({ kind: 'signed-in' })
  })

  test('a reset ends the session of a concurrent sign-in with the old password, and forgets its browser', async () => {
    const { phone } = await account()
    const before = await db().user.findUniqueOrThrow({ where: { phone } })
    await resetPassword({ ...(await provedReset(phone)), password: NEW_PASSWORD })
    const browserHash = freshBrowser()
    expect(await insertSessionFor(db(), `late-${phone}`, { ...before, browserHash })).toBe(false)
    expect(await db().knownBrowser.count({ where: { browserHash } })).toBe(0)
    expect(await db().session.count({ where: { userId: before.id, revokedAt: null } })).toBe(0)
  })

  test('limits a proof to 20 new passwords an hour', async () => {
    const { phone } = await account()
    const reset = await provedReset(phone)
    const outcomes = await together(23, () => resetPassword({ ...reset, password: 'passwordpassword' }))
    expect(countKinds(outcomes)).toEqual({ 'password-rejected': 20, limited: 3 })
  })

  test('a reset voids every other open reset of the account, verified or not', async () => {
    const { phone } = await account()
    const [mine, open, ready] = [
      await provedReset(phone),
      await started({ phone, purpose: 'PASSWORD_RESET' }),
      await provedReset(phone),
    ]
    expect(await resetPassword({ ...mine, password: NEW_PASSWORD })).toMatchObject({ kind: 'done' })
    expect(await check(open)).toEqual({ kind: 'superseded' })
    expect(await resetPassword({ ...ready, password: PASSWORD })).toEqual({ kind: 'proof-gone' })
  })

  test("a reset started by an attacker does not affect the owner's password, sessions or reset", async () => {
    const { phone, userId } = await account()
    await insertSession(db(), `kept-${phone}`, userId)
    const mine = await started({ phone, purpose: 'PASSWORD_RESET' })
    const attempted = await started({ phone, purpose: 'PASSWORD_RESET' })
    await together(5, (n) => check({ ...attempted, code: otherCode(attempted.code, n + 1) }))
    expect(await liveSession(db(), `kept-${phone}`)).not.toBeNull()
    expect(await signInAs(phone, PASSWORD)).toMatchObject({ kind: 'signed-in' })
    expect(await check(mine)).toMatchObject({ kind: 'approved' })
  })

  test('a rejected password keeps the proof of a reset valid and changes nothing', async () => {
    const { phone } = await account()
    const reset = await provedReset(phone)
    expect(await resetPassword({ ...reset, password: '1234567890123456' })).toMatchObject({ kind: 'password-rejected' })
    expect(await signInAs(phone, PASSWORD)).toMatchObject({ kind: 'signed-in' })
    expect(await resetPassword({ ...reset, password: NEW_PASSWORD })).toMatchObject({ kind: 'done' })
  })

  test('a proof resets the password once, even with 10 concurrent requests', async () => {
    const { phone } = await account()
    const reset = await provedReset(phone)
    const outcomes = await together(10, () => resetPassword({ ...reset, password: NEW_PASSWORD }))
    expect(countKinds(outcomes)).toEqual({ done: 1, 'proof-gone': 9 })
  })
})

describe('sign-in', () => {
  test('accepts composed and decomposed spellings of a password', async () => {
    const of = await proved()
    await createAccount({ ...of, name: 'Zoé', password: 'café crème at the corner' })
    expect(await signInAs(of.phone, 'café crème at the corner'.normalize('NFD'))).toMatchObject({ kind: 'signed-in' })
  })

  test('limits wrong passwords per number across IPs, and does not count right ones', async () => {
    const { phone } = await account()
    for (let n = 0; n < 3; n++) expect(await signInAs(phone, PASSWORD)).toMatchObject({ kind: 'signed-in' })
    const outcomes = await together(34, () => signInAs(phone, 'not the password at all'))
    expect(countKinds(outcomes)).toEqual({ wrong: 30, limited: 4 })
    expect(await signInAs(phone, PASSWORD)).toMatchObject({ kind: 'limited' })
    await ageCounters(phone, 3600)
    expect(await signInAs(phone, PASSWORD)).toMatchObject({ kind: 'signed-in' })
  })
})

describe('sessions', () => {
  test('a session is invalid once ended, after 30 idle days, or 30 days after its start', async () => {
    const { userId, phone } = await account()
    await insertSession(db(), `a-${phone}`, userId)
    expect(await liveSession(db(), `a-${phone}`)).toMatchObject({ userId, phone, name: 'Ada' })
    await ageSession(`a-${phone}`, { idleSeconds: 30 * DAY })
    expect(await liveSession(db(), `a-${phone}`)).toBeNull()
    await insertSession(db(), `b-${phone}`, userId)
    await endSession(db(), `b-${phone}`)
    expect(await liveSession(db(), `b-${phone}`)).toBeNull()
    await insertSession(db(), `d-${phone}`, userId)
    await ageSession(`d-${phone}`, { seconds: 30 * DAY - 60 })
    expect(await liveSession(db(), `d-${phone}`)).toMatchObject({ userId })
    await ageSession(`d-${phone}`, { seconds: 60 })
    expect(await liveSession(db(), `d-${phone}`)).toBeNull()
  })

  test('updates the last use of a session at most once a minute', async () => {
    const { userId, phone } = await account()
    const id = `c-${phone}`
    await insertSession(db(), id, userId)
    const seen = async () => (await db().session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime()
    const before = await seen()
    await liveSession(db(), id)
    expect(await seen()).toBe(before)
    await db().$executeRaw`UPDATE "Session" SET "lastSeenAt" = now() - interval '61 seconds' WHERE "id" = ${id}`
    await liveSession(db(), id)
    expect(await seen()).toBeGreaterThanOrEqual(before)
  })
})
