import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { acquireLimits } from '@/lib/db/queries/counters'
import { PURGED_AT_ONCE, purge } from '@/lib/db/queries/purges'
import { together } from '@/lib/testing/together'
import { ageCounters } from '@/lib/testing/verifications'
import { acquire, type LimitKey, peek, release } from './limiter'

const bucket = (of: string = randomUUID()): LimitKey => ({ policy: 'sendsPerBucket', of })
const hitsOf = async ({ policy, of }: LimitKey) =>
  (await db().rateLimit.findUnique({ where: { key: `${policy}:${of}` } }))?.hits.length ?? 0

describe('rate limiter', () => {
  test('a limit of 5 allows exactly 5 of 50 concurrent requests', async () => {
    const one = bucket()
    const decisions = await together(50, () => acquire([one]))
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(5)
    expect(await hitsOf(one)).toBe(5)
  })

  test('counts all keys of a request or none (R13)', async () => {
    const [full, other] = [bucket(), bucket()]
    await together(5, () => acquire([full]))
    expect(await acquire([other, full])).toMatchObject({ allowed: false, policy: 'sendsPerBucket' })
    expect(await hitsOf(other)).toBe(0)
  })

  test('requests with shared keys in any order never deadlock', async () => {
    const [a, b, c] = [
      bucket('a'.repeat(9) + randomUUID()),
      bucket(),
      { policy: 'sendsPerPhone', of: randomUUID() } as LimitKey,
    ]
    const orders = [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]
    const decisions = await together(60, (n) => acquire(orders[n % 3] as LimitKey[]))
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(5)
  })

  test('reports when the oldest event leaves the window', async () => {
    const one = bucket()
    await acquire([one])
    await ageCounters(one.of, 600)
    await together(4, () => acquire([one]))
    const refused = await acquire([one])
    expect(refused).toMatchObject({ allowed: false })
    expect(refused.allowed || refused.retryInSeconds).toBeGreaterThan(2990)
    expect(refused.allowed || refused.retryInSeconds).toBeLessThanOrEqual(3000)
    await ageCounters(one.of, 3001)
    expect(await acquire([one])).toMatchObject({ allowed: true })
  })

  test('an event stays counted if a later step fails', async () => {
    const one = bucket()
    await expect(
      acquire([one]).then(() => {
        throw new Error('no database any more')
      }),
    ).rejects.toThrow()
    expect(await hitsOf(one)).toBe(1)
  })

  test('purges only counters whose events have expired', async () => {
    const [old, current] = [bucket(), bucket()]
    await together(3, () => acquire([old]))
    await acquire([current])
    await db()
      .$executeRaw`UPDATE "RateLimit" SET "expiresAt" = now() - interval '1 second' WHERE position(${old.of} IN "key") > 0`
    while ((await purge(db(), 'limits', 0, PURGED_AT_ONCE)) > 0);
    expect(await db().rateLimit.count({ where: { key: { endsWith: old.of } } })).toBe(0)
    expect(await hitsOf(current)).toBe(1)
  })

  test('counts every event while counters are purged concurrently', async () => {
    const one: LimitKey = { policy: 'sendsPerIp', of: randomUUID() }
    const forget = () =>
      db().$executeRaw`DELETE FROM "RateLimit" WHERE position(${one.of} IN "key") > 0 AND cardinality("hits") = 0`
    const acts = Array.from({ length: 20 }, () => [acquire([one]), forget()])
    await Promise.all(acts.flat())
    expect(await hitsOf(one)).toBe(20)
  })

  test('reads counters by their index, although plans are kept from when the table was small', async () => {
    const limit = { key: randomUUID(), decides: true, takes: true, seconds: 60, max: 100, kept: 100 }
    await db().$transaction(async (tx) => {
      const scans = () =>
        tx.$queryRaw`SELECT seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE relname = 'RateLimit'`
      await tx.$executeRaw`ANALYZE "RateLimit"`
      const before = await scans()
      for (let n = 0; n < 10; n++) await acquireLimits(tx, [limit])
      expect(await scans()).toEqual(before)
    })
  })

  test('peek counts no event, and release removes one', async () => {
    const one = bucket()
    await together(5, () => acquire([one]))
    expect(await peek([one])).toMatchObject({ allowed: false })
    await release([one])
    expect(await peek([one])).toEqual({ allowed: true })
    expect(await hitsOf(one)).toBe(4)
  })
})
