import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { acquireLimits, type LimitQuery } from '@/lib/db/queries/counters'
import { waitMs, withoutForgiven } from '@/lib/testing/sliding-window'

/** Events lie half a unit between waits, so that a slow machine changes no decision. */
const UNIT_SECONDS = 100
const UNIT_MS = UNIT_SECONDS * 1000
const units = (options: fc.IntegerConstraints) => fc.integer(options).map((n) => n * UNIT_SECONDS)
const agoMs = fc.integer({ min: 0, max: 120 }).map((n) => (n + 0.5) * UNIT_MS)
const limit = fc.record({
  decides: fc.boolean(),
  takes: fc.boolean(),
  seconds: units({ min: 1, max: 120 }),
  max: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  spacing: fc.option(fc.array(units({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  hitsAgo: fc.array(agoMs, { maxLength: 8 }),
  forgivenAgo: fc.array(agoMs, { maxLength: 3 }),
})

const insertHits = (key: string, times: number[]) => db().$executeRaw`
  INSERT INTO "RateLimit" ("key", "hits", "expiresAt")
  SELECT ${key}, ARRAY(SELECT now() - make_interval(secs => ms / 1000.0) FROM unnest(${times}::int[]) AS ms), now() + interval '1 day'`

const hitsOf = async (key: string) => (await db().rateLimit.findUnique({ where: { key } }))?.hits ?? []

test('decides and records like the sliding-window model for any combination of keys', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(limit, { minLength: 1, maxLength: 4 }), async (limits) => {
      const id = randomUUID()
      for (const [n, { hitsAgo }] of limits.entries()) await insertHits(`${id}:${n}`, hitsAgo)
      const nowMs = Date.now()
      const queries = limits.map(
        ({ decides, takes, seconds, max, spacing, forgivenAgo }, n): LimitQuery => ({
          key: `${id}:${n}`,
          decides,
          takes,
          seconds,
          max,
          spacing,
          kept: 1000,
          forgiven: forgivenAgo.map((ago) => new Date(nowMs - ago + UNIT_MS / 4)),
        }),
      )
      const expected = new Map<string, number>()
      for (const [n, { decides, seconds, max, spacing, hitsAgo, forgivenAgo }] of limits.entries()) {
        const hits = withoutForgiven(
          hitsAgo.map((ago) => -ago),
          forgivenAgo.map((ago) => UNIT_MS / 4 - ago),
        )
        const policy = { windowSeconds: seconds, max: max ?? Number.POSITIVE_INFINITY, spacingSeconds: spacing }
        const wait = waitMs(policy, hits, 0)
        if (decides && wait > 0) expected.set(`${id}:${n}`, wait / 1000)
      }
      const refused = await acquireLimits(db(), queries)
      expect(refused.map(({ refusedKey }) => refusedKey).toSorted()).toEqual([...expected.keys()].toSorted())
      for (const { refusedKey, waitSeconds } of refused) {
        expect(waitSeconds).toBeGreaterThan((expected.get(refusedKey) ?? 0) - UNIT_SECONDS / 4)
        expect(waitSeconds).toBeLessThanOrEqual(expected.get(refusedKey) ?? 0)
      }
      for (const [n, { takes, seconds, hitsAgo }] of limits.entries()) {
        const inWindow = hitsAgo.filter((ago) => ago < seconds * 1000).length
        const isTaken = takes && expected.size === 0
        expect(await hitsOf(`${id}:${n}`)).toHaveLength(isTaken ? inWindow + 1 : hitsAgo.length)
      }
    }),
    { numRuns: 150 },
  )
})

test('keeps only the newest events of a key', async () => {
  const key = randomUUID()
  await insertHits(key, [1500, 2500, 3500])
  const query = { key, decides: false, takes: true, seconds: 60, max: null, kept: 2 }
  expect(await acquireLimits(db(), [query])).toEqual([])
  const [older, newer] = await hitsOf(key)
  expect(Number(newer) - Number(older)).toBeLessThan(2400)
})
