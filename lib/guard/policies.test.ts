import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { policies } from './policies'

const HOUR = 3600
const DAY = 24 * HOUR

afterEach(() => vi.restoreAllMocks())

describe('the table of limits', () => {
  test('lets one bucket of a phone have 5 messages an hour, and all of its buckets together 10 a day', () => {
    expect(policies().sendsPerBucket).toMatchObject({ max: 5, windowSeconds: HOUR })
    expect(policies().sendsPerPhone).toMatchObject({ max: 10, windowSeconds: DAY })
  })

  test('lets one client IP have 20 messages an hour', () => {
    expect(policies().sendsPerIp).toMatchObject({ max: 20, windowSeconds: HOUR })
  })

  test('closes a bucket after 20 wrong codes, and never for longer than a day', () => {
    expect(policies().wrongCodesPerBucket).toMatchObject({ max: 20, windowSeconds: DAY })
  })

  test('spaces the messages of a browser as configured', () => {
    expect(policies().sendsPerBrowser.spacingSeconds).toEqual([30, 60, 120, 300])
    vi.spyOn(configuration, 'env').mockReturnValue({ resendCooldownSeconds: [1, 2] } as configuration.Env)
    expect(policies().sendsPerBrowser.spacingSeconds).toEqual([1, 2])
  })

  test('bounds every kind of event, and forgets it within a day at the latest', () => {
    for (const policy of Object.values(policies())) {
      expect(policy.windowSeconds).toBeGreaterThan(0)
      expect(policy.windowSeconds).toBeLessThanOrEqual(DAY)
      expect(policy.max > 0 && (Number.isFinite(policy.max) || 'spacingSeconds' in policy)).toBe(true)
    }
  })
})
