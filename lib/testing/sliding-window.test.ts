import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Limit } from '@/lib/guard/policies'
import { waitMs, withoutForgiven } from './sliding-window'

const T0 = 1_800_000_000_000
const SECOND = 1000

/** Attempts an event at each time. Returns the times of the permitted ones. */
function made(policy: Limit, triesMs: number[]): number[] {
  const hits: number[] = []
  for (const at of triesMs.toSorted((a, b) => a - b)) if (waitMs(policy, hits, at) === 0) hits.push(at)
  return hits
}

const policies = fc.record({
  max: fc.integer({ min: 1, max: 6 }),
  windowSeconds: fc.integer({ min: 1, max: 60 }),
  spacingSeconds: fc.option(
    fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }).map((waits) => waits.toSorted((a, b) => a - b)),
    { nil: undefined },
  ),
})
const tries = fc.array(fc.integer({ min: T0, max: T0 + 180 * SECOND }), { maxLength: 60 })

describe('rate limit', () => {
  test('never permits more than its maximum in any window', () => {
    fc.assert(
      fc.property(policies, tries, (policy, at) => {
        const hits = made(policy, at)
        for (const start of hits) {
          const within = hits.filter((hit) => hit >= start && hit < start + policy.windowSeconds * SECOND)
          expect(within.length).toBeLessThanOrEqual(policy.max)
        }
      }),
    )
  })

  test('never rejects below the maximum without a cooldown', () => {
    fc.assert(
      fc.property(policies, tries, fc.integer({ min: T0, max: T0 + 200 * SECOND }), (policy, at, now) => {
        const hits = made(policy, at).filter((hit) => hit <= now)
        const counted = hits.filter((hit) => hit > now - policy.windowSeconds * SECOND)
        fc.pre(counted.length < policy.max && !policy.spacingSeconds)
        expect(waitMs(policy, hits, now)).toBe(0)
      }),
    )
  })

  test('returns the exact wait until the next event is permitted', () => {
    fc.assert(
      fc.property(policies, tries, fc.integer({ min: T0, max: T0 + 180 * SECOND }), (policy, at, now) => {
        const hits = made(policy, at).filter((hit) => hit <= now)
        const wait = waitMs(policy, hits, now)
        expect(waitMs(policy, hits, now + wait)).toBe(0)
        if (wait > 0 && !policy.spacingSeconds) expect(waitMs(policy, hits, now + wait - 1)).toBe(1)
      }),
    )
  })

  test('accepts events in any order', () => {
    fc.assert(
      fc.property(policies, tries, (policy, at) => {
        expect(waitMs(policy, at.toReversed(), T0 + 90 * SECOND)).toBe(waitMs(policy, at, T0 + 90 * SECOND))
      }),
    )
  })

  test('counts an event until it is one window old', () => {
    const policy = { max: 1, windowSeconds: 10 }
    expect(waitMs(policy, [T0], T0 + 10 * SECOND - 1)).toBe(1)
    expect(waitMs(policy, [T0], T0 + 10 * SECOND)).toBe(0)
  })

  test('waits until the oldest counted event leaves the window', () => {
    const hits = [T0, T0 + 4 * SECOND, T0 + 8 * SECOND]
    expect(waitMs({ max: 3, windowSeconds: 10 }, hits, T0 + 9 * SECOND)).toBe(SECOND)
    expect(waitMs({ max: 2, windowSeconds: 10 }, hits, T0 + 9 * SECOND)).toBe(5 * SECOND)
  })

  test('returns no wait before the first event', () => {
    expect(waitMs({ max: 1, windowSeconds: 10, spacingSeconds: [5] }, [], T0)).toBe(0)
  })
})

describe('growing cooldown', () => {
  const policy = { max: Number.POSITIVE_INFINITY, windowSeconds: 3600, spacingSeconds: [30, 60, 120, 300] }

  test('the cooldown grows from 30 to 60, 120 and 300 seconds and stays there', () => {
    const waits: number[] = []
    const hits: number[] = []
    let now = T0
    for (let n = 0; n < 6; n++) {
      hits.push(now)
      const wait = waitMs(policy, hits, now)
      waits.push(wait / SECOND)
      now += wait
    }
    expect(waits).toEqual([30, 60, 120, 300, 300, 300])
  })

  test('the cooldown between permitted events is never shorter than configured', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: T0, max: T0 + 1000 * SECOND }), { maxLength: 40 }), (at) => {
        const hits = made(policy, at)
        for (const [n, hit] of hits.slice(1).entries())
          expect(hit - (hits[n] ?? 0)).toBeGreaterThanOrEqual((policy.spacingSeconds[n] ?? 300) * SECOND)
      }),
    )
  })

  test('the cooldown restarts once the window is empty', () => {
    const hits = [T0, T0 + 30 * SECOND, T0 + 90 * SECOND]
    expect(waitMs(policy, [...hits, T0 + 4000 * SECOND], T0 + 4000 * SECOND)).toBe(30 * SECOND)
  })

  test('returns the longer of cooldown and limit', () => {
    expect(waitMs({ max: 1, windowSeconds: 100, spacingSeconds: [5] }, [T0], T0)).toBe(100 * SECOND)
    expect(waitMs({ max: 2, windowSeconds: 100, spacingSeconds: [5] }, [T0], T0)).toBe(5 * SECOND)
  })
})

describe('forgiven hits', () => {
  test.each([
    ['nothing', [1, 5, 9], [], [1, 5, 9]],
    ['the newest hit at or before each time', [1, 5, 9], [5, 10], [1]],
    ['a separate hit for each repeated time', [1, 5, 9], [5, 5], [9]],
    ['no later hit', [5, 9], [4], [5, 9]],
    ['hits in any order', [9, 1, 5], [6], [1, 9]],
  ])('withoutForgiven removes %s', (_what, hits, forgiven, left) => {
    expect(withoutForgiven(hits, forgiven)).toEqual(left)
  })
})
