import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { forgetSums, idsOf, numbersInARow, setStatuses, startEach, withSettings } from '@/lib/testing/guard'
import { countKinds } from '@/lib/testing/together'
import { freshIp, freshPhone, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { liftedAt, liftLimits } from './lifted-limits'
import { accessKeyLimitKeys } from './limit-keys'
import { acquire, peek } from './limiter'
import { count, exchange, tallyOf } from './tallies'

beforeEach(forgetSums)
afterEach(async () => {
  vi.restoreAllMocks()
  // Other tests age traffic to before the lift.
  await db().rateLimit.deleteMany({ where: { key: 'limits-lifted' } })
  forgetSums()
})

const network = '192.0.2.7'
const freshPhones = (count: number) => Array.from({ length: count }, freshPhone)

test('lifting the limits resets the send limit of a client IP', async () => {
  const clientIp = freshIp()
  expect(countKinds(await startEach(freshPhones(21), { clientIp }))).toEqual({ sent: 20, limited: 1 })
  expect(await liftLimits({ network })).toBe(true)
  expect(countKinds(await startEach(freshPhones(20), { clientIp }))).toEqual({ sent: 20 })
})

test('lifting the limits reopens a closed range', async () => {
  const phones = numbersInARow(16)
  await setStatuses(idsOf(await startEach(phones.slice(0, 15))), 'DELIVERED')
  expect(await startEach(phones.slice(15))).toMatchObject([{ kind: 'limited' }])
  await liftLimits({ network })
  expect(await startEach(phones.slice(15))).toMatchObject([{ kind: 'sent' }])
})

test.each(['hour', 'day', 'countryHour', 'countryDay'] as const)(
  'lifting the limits resets a spending cap, which counts from there: %s',
  async (which) => {
    const cap = which.startsWith('country') ? new Map([['LV', 4]]) : 4
    const spendingCaps = { hour: '*', day: '*', countryHour: new Map(), countryDay: new Map(), [which]: cap } as const
    const phones = ['+37121223401', '+37121223402', '+37121223403', '+37121223404']
    withSettings({ spendingCaps: spendingCaps as never })
    // Unverified numbers get 70 % of a cap.
    const kinds = async () => {
      const found = []
      for (const phone of phones) {
        forgetSums()
        found.push(...(await startEach([phone])).map(({ kind }) => kind))
      }
      return found
    }
    await liftLimits({ network })
    expect(await kinds()).toEqual(['sent', 'sent', 'sent', 'unavailable'])
    await liftLimits({ network })
    expect(await kinds()).toEqual(['sent', 'sent', 'sent', 'unavailable'])
  },
)

test('lifting the limits resets the wrong codes that require a challenge', async () => {
  const clientIp = freshIp()
  for (let phones = 0; phones < 2; phones++) {
    const { id, browserHash, code } = await started()
    for (let by = 1; by <= 5; by++) await check({ id, browserHash, code: otherCode(code, by), clientIp })
  }
  expect(await startEach([freshPhone()], { clientIp })).toMatchObject([{ kind: 'challenge' }])
  await liftLimits({ network })
  expect(await startEach([freshPhone()], { clientIp })).toMatchObject([{ kind: 'sent' }])
})

test('lifting the limits resets the tallies of unverified messages and wrong passwords', async () => {
  for (const subject of ['sends:US', 'sends:*', 'passwords'] as const) count(subject, { attempted: 200 })
  await exchange()
  expect(await startEach([freshPhone()])).toMatchObject([{ kind: 'challenge' }])
  await liftLimits({ network })
  expect(await startEach([freshPhone()])).toMatchObject([{ kind: 'sent' }])
  expect(tallyOf('passwords', 'recent').attempted).toBe(0)
})

test('lifting the limits keeps accounts, codes, attempts and messages', async () => {
  const user = await freshUser()
  const { id, browserHash, code, clientIp, messageId } = await started()
  await check({ id, browserHash, code: otherCode(code), clientIp })
  const kept = async () => ({
    user: await db().user.findUnique({ where: { id: user.id } }),
    verification: await db().verification.findUnique({ where: { id } }),
    message: await db().message.findUnique({ where: { id: messageId } }),
  })
  const before = await kept()
  await liftLimits({ network })
  expect(await kept()).toEqual(before)
  expect(await check({ id, browserHash, code: otherCode(code, 2), clientIp })).toMatchObject({ attemptsLeft: 3 })
})

test('lifting the limits does not reset attempts at the access key', async () => {
  const tries = accessKeyLimitKeys(freshIp())
  for (let count = 0; count < 10; count++) await acquire(tries)
  await liftLimits({ network })
  expect(await peek(tries)).toMatchObject({ allowed: false, policy: 'accessKeysPerIp' })
})

test('lifting the limits writes an audit event', async () => {
  const events = () => db().auditEvent.count({ where: { event: 'limits.lifted' } })
  const before = await events()
  await liftLimits({ network })
  expect(await events()).toBe(before + 1)
})

test('lifts no limit where messages may reach real phones', async () => {
  const clientIp = freshIp()
  await startEach(freshPhones(20), { clientIp })
  withSettings({ allSimulated: false })
  expect(await liftLimits({ network })).toBe(false)
  expect(await startEach([freshPhone()], { clientIp })).toMatchObject([{ kind: 'limited' }])
})

test('a live server ignores the lifted limits of a demo on the same database', async () => {
  await liftLimits({ network })
  expect(await liftedAt()).toBeInstanceOf(Date)
  withSettings({ mode: 'live' })
  expect(await liftedAt()).toBeNull()
})
