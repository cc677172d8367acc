import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { voidVerifications } from '@/lib/db/queries/verifications'
import { acquire } from '@/lib/guard/limiter'
import { countKinds, together } from '@/lib/testing/together'
import { ageCounters, ageVerification, freshBrowser, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { check, consume } from './check'
import { codePageState } from './code-page'
import { resend } from './initiate'

const consumeNow = (of: { id: string; browserHash: string; purpose: Purpose }) =>
  db().$transaction((tx) => consume(tx, of))

describe('attempts', () => {
  test('compares exactly 5 of 50 parallel wrong attempts, and rejects the right code afterwards', async () => {
    const { id, browserHash, clientIp, code } = await started()
    const outcomes = await together(50, (n) => check({ id, browserHash, clientIp, code: otherCode(code, n + 1) }))
    expect(countKinds(outcomes)).toEqual({ wrong: 5, spent: 45 })
    expect(await check({ id, browserHash, clientIp, code })).toEqual({ kind: 'spent' })
    expect(await db().verification.findUniqueOrThrow({ where: { id } })).toMatchObject({
      attempts: 5,
      approvedAt: null,
    })
  })

  test('approves exactly 1 of 50 parallel right attempts', async () => {
    const { id, browserHash, clientIp, code } = await started()
    const outcomes = countKinds(await together(50, () => check({ id, browserHash, clientIp, code })))
    expect(outcomes.approved).toBe(1)
    expect(outcomes.wrong).toBeUndefined()
    expect(await db().verification.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 5 })
  })

  test('a resend in the second half of its life supersedes the code and inherits its attempts', async () => {
    const first = await started()
    await check({ ...first, code: otherCode(first.code) })
    await check({ ...first, code: otherCode(first.code) })
    await ageVerification(first.id, 301)
    await ageCounters(first.browserHash, 301)
    const again = await resend(first)
    if (again.kind !== 'sent') throw new Error(again.kind)
    expect(again.id).not.toBe(first.id)
    expect(await check(first)).toEqual({ kind: 'superseded' })
    expect(await check({ ...first, id: again.id })).toEqual({ kind: 'wrong', attemptsLeft: 2, outdated: true })
  })

  test('a resend in the first half of its life keeps the code and restores no attempts', async () => {
    const first = await started()
    await check({ ...first, code: otherCode(first.code) })
    await ageCounters(first.browserHash, 31)
    const again = await resend(first)
    expect(again).toMatchObject({ kind: 'sent', id: first.id })
    expect(await check({ ...first, code: otherCode(first.code) })).toMatchObject({ kind: 'wrong', attemptsLeft: 3 })
  })

  test('locks a bucket after 20 wrong attempts, across all codes and browsers, but no other bucket', async () => {
    const first = await started()
    const { phone } = first
    for (let round = 0; round < 4; round++) {
      const { id, browserHash, clientIp, code } = round === 0 ? first : await started({ phone })
      await together(5, (n) => check({ id, browserHash, clientIp, code: otherCode(code, n + 1) }))
      if (round < 3) await ageCounters('send', 3600)
    }
    await ageCounters(`wrongCodesPerRange:${phone.slice(0, -4)}`, 3600)
    await freshUser(phone)
    const reset = await started({ phone, purpose: 'PASSWORD_RESET' })
    expect(await check(reset)).toMatchObject({ kind: 'approved' })
    await ageCounters('send', 3600)
    await expect(started({ phone })).rejects.toThrow('limited')
    await ageCounters(`wrongCodesPerBucket:SIGN_UP:${phone}`, 24 * 3600)
    expect(await check(await started({ phone }))).toMatchObject({ kind: 'approved' })
  })

  test('rejects a right code in a locked bucket, in any browser', async () => {
    const first = await started()
    const { phone } = first
    for (let round = 0; round < 4; round++) {
      const { id, browserHash, clientIp, code } = await started({ phone })
      await together(5, (n) => check({ id, browserHash, clientIp, code: otherCode(code, n + 1) }))
    }
    expect(await check(first)).toMatchObject({ kind: 'locked' })
    expect(await db().verification.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({ approvedAt: null })
  })

  test('the code page reports the lock of its bucket and the remaining time, even after the code has expired', async () => {
    const first = await started()
    for (let wrong = 0; wrong < 20; wrong++)
      await acquire([{ policy: 'wrongCodesPerBucket', of: `SIGN_UP:${first.phone}` }])
    const page = () => codePageState(first.id, first)
    expect(await page()).toMatchObject({ state: 'locked', resendInSeconds: null })
    await ageVerification(first.id, 3600)
    expect(await page()).toMatchObject({ state: 'locked', resendInSeconds: null })
    expect((await page())?.lockedForSeconds).toBeGreaterThan(3600)
  })

  test('an expired, approved or superseded code consumes no attempts', async () => {
    const [expired, approved, superseded] = [await started(), await started(), await started()]
    await ageVerification(expired.id, 600)
    await check(approved)
    await db().$executeRaw`UPDATE "Verification" SET "supersededAt" = now() WHERE "id" = ${superseded.id}::uuid`
    for (const of of [expired, approved, superseded]) await check({ ...of, code: otherCode(of.code) })
    const attemptsOf = async ({ id }: { id: string }) =>
      (await db().verification.findUniqueOrThrow({ where: { id } })).attempts
    expect(await Promise.all([expired, approved, superseded].map(attemptsOf))).toEqual([0, 1, 0])
  })

  test('a right attempt is not counted in its bucket', async () => {
    const { phone, ...right } = await started()
    await check(right)
    const counter = await db().rateLimit.findUniqueOrThrow({ where: { key: `wrongCodesPerBucket:SIGN_UP:${phone}` } })
    expect(counter.hits).toHaveLength(0)
  })
})

describe('lifetime by the clock of the database', () => {
  test.each([
    [597, 'approved'],
    [600, 'expired'],
    [601, 'expired'],
  ])('after %i of 600 seconds a right code is %s', async (seconds, kind) => {
    const right = await started()
    await ageVerification(right.id, seconds)
    expect(await check(right)).toMatchObject({ kind })
  })
})

describe('ownership', () => {
  test('does not find a verification of another browser, and consumes none of its attempts', async () => {
    const right = await started()
    expect(await check({ ...right, browserHash: freshBrowser() })).toEqual({ kind: 'not-found' })
    expect(await db().verification.findUniqueOrThrow({ where: { id: right.id } })).toMatchObject({ attempts: 0 })
  })

  test('rejects the code of another verification', async () => {
    const [mine, other] = [await started(), await started()]
    expect(await check({ ...mine, code: mine.code === other.code ? otherCode(mine.code) : other.code })).toMatchObject({
      kind: 'wrong',
    })
  })

  test('never approves a decoy, not even with its own code (R9)', async () => {
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    expect(await check(decoy)).toEqual({ kind: 'wrong', attemptsLeft: 4, outdated: false })
  })
})

describe('proofs', () => {
  const proved = async (purpose: Purpose = 'SIGN_UP') => {
    const right = await started({ purpose, ...(purpose === 'PASSWORD_RESET' && { phone: (await freshUser()).phone }) })
    await ageVerification(right.id, 300)
    await check(right)
    return right
  }

  test('consumes a proof once, even with 50 concurrent requests', async () => {
    const right = await proved()
    const proofs = await together(50, () => consumeNow(right))
    expect(proofs.filter(Boolean)).toHaveLength(1)
  })

  test('a proof expires 10 minutes after the right code', async () => {
    const [alive, dead] = [await proved(), await proved()]
    await ageVerification(alive.id, 598)
    await ageVerification(dead.id, 600)
    expect(await consumeNow(alive)).not.toBeNull()
    expect(await consumeNow(dead)).toBeNull()
  })

  test('rejects a proof without its code, in another browser, or for another purpose', async () => {
    const unproved = await started()
    expect(await consumeNow(unproved)).toBeNull()
    const right = await proved()
    expect(await consumeNow({ ...right, browserHash: freshBrowser() })).toBeNull()
    expect(await consumeNow({ ...right, purpose: 'PASSWORD_RESET' })).toBeNull()
    expect(await consumeNow({ ...(await proved('PASSWORD_RESET')), purpose: 'SIGN_UP' })).toBeNull()
    expect(await consumeNow(right)).toMatchObject({ phone: right.phone })
  })

  test('rejects a proof that was voided for its account', async () => {
    const right = await proved('PASSWORD_RESET')
    const { id } = await db().user.findUniqueOrThrow({ where: { phone: right.phone } })
    await db().$transaction((tx) => voidVerifications(tx, id))
    expect(await consumeNow(right)).toBeNull()
  })

  test('rejects a proof if the account has changed its number since', async () => {
    const right = await proved('PASSWORD_RESET')
    await db().user.update({ where: { phone: right.phone }, data: { phone: `+1999${Date.now() % 10_000_000}` } })
    expect(await consumeNow(right)).toBeNull()
  })

  test('keeps a proof if its effect fails', async () => {
    const right = await proved()
    const failing = db().$transaction(async (tx) => {
      await consume(tx, right)
      throw new Error('the effect failed')
    })
    await expect(failing).rejects.toThrow('the effect failed')
    expect(await consumeNow(right)).not.toBeNull()
  })
})
