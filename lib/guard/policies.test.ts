import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { policies } from './policies'

const HOUR = 3600
const DAY = 24 * HOUR

afterEach(() => vi.restoreAllMocks())

describe('policies', () => {
  test('allows 5 messages an hour per bucket and 10 a day per phone', () => {
    expect(policies().sendsPerBucket).toMatchObject({ max: 5, windowSeconds: HOUR })
    expect(policies().sendsPerPhone).toMatchObject({ max: 10, windowSeconds: DAY })
  })

  test('allows 20 messages an hour per client IP', () => {
    expect(policies().sendsPerIp).toMatchObject({ max: 20, windowSeconds: HOUR })
  })

  test('locks a bucket after 20 wrong codes, for at most a day', () => {
    expect(policies().wrongCodesPerBucket).toMatchObject({ max: 20, windowSeconds: DAY })
  })

  test('uses the configured resend cooldown', () => {
    expect(policies().sendsPerBrowser.spacingSeconds).toEqual([30, 60, 120, 300])
    vi.spyOn(configuration, 'env').mockReturnValue({ resendCooldownSeconds: [1, 2] } as configuration.Env)
    expect(policies().sendsPerBrowser.spacingSeconds).toEqual([1, 2])
  })

  test('every policy has a bound, and a window of at most a day', () => {
    for (const policy of Object.values(policies())) {
      expect(policy.windowSeconds).toBeGreaterThan(0)
      expect(policy.windowSeconds).toBeLessThanOrEqual(DAY)
      expect(policy.max > 0 && (Number.isFinite(policy.max) || 'spacingSeconds' in policy)).toBe(true)
    }
  })
})
