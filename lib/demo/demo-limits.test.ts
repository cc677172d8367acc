import { headers } from 'next/headers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { liftLimits } from '@/lib/guard/lifted-limits'
import { type LimitName, policies } from '@/lib/guard/policies'
import texts from '@/lib/i18n/messages/en.json'
import { liftDemoLimits, mayLiftLimits, reachedLimit } from './demo-limits'

vi.mock('next/headers', () => ({ headers: vi.fn(), cookies: async () => new Map() }))
vi.mock('@/lib/guard/lifted-limits', () => ({ liftLimits: vi.fn(async () => true) }))

const OWN = { origin: 'http://localhost:3000', host: 'localhost:3000', 'x-forwarded-proto': 'http' }
const PRESENTER = { ...OWN, 'x-forwarded-for': '127.0.0.1', 'x-latchkey-presenter': '1' }
const ROUTES = {
  simulated: [{ prefix: '', value: ['handset' as const] }],
  real: [{ prefix: '', value: ['twilio' as const] }],
}
const real = configuration.env()

const configured = (changes: Partial<configuration.Env>) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ ...real, ...changes })
const asked = (given: Record<string, string>) => vi.mocked(headers).mockResolvedValue(new Headers(given) as never)

beforeEach(() => {
  vi.clearAllMocks()
  configured({})
  asked(PRESENTER)
})

describe('reached limits', () => {
  test('describes every limit with its actual maximum and window', () => {
    const names: Record<string, string> = texts.demo.limits
    const windows: Record<number, string> = {
      12: 'every 12 seconds',
      300: 'every five minutes',
      3600: 'per hour',
      86400: 'per day',
    }
    expect(Object.keys(names).toSorted()).toEqual([...Object.keys(policies()), 'closedRange', 'spendingCap'].toSorted())
    for (const [name, { max, windowSeconds }] of Object.entries(policies())) {
      if (!Number.isFinite(max)) continue
      expect(names[name]).toContain('{max}')
      expect(names[name]).toContain(windows[windowSeconds])
    }
  })

  test("returns the client's maximum, which is higher for a presenter", async () => {
    expect(await reachedLimit('sendsPerIp')).toEqual({ max: 400 })
    asked(OWN)
    expect(await reachedLimit('sendsPerIp')).toEqual({ max: 20 })
    configured({ presenterLimits: 'strict' })
    asked(PRESENTER)
    expect(await reachedLimit('sendsPerIp')).toEqual({ max: 20 })
  })

  test.each<[string, Partial<configuration.Env>]>([
    ['in live mode', { mode: 'live' }],
    ['where messages may reach real phones', { smsRoutes: ROUTES.real }],
  ])('discloses no limit %s', async (_, changes) => {
    configured(changes)
    for (const name of Object.keys(texts.demo.limits)) expect(await reachedLimit(name as LimitName)).toBeNull()
  })
})

describe("lifting the demo's limits", () => {
  test('lifts the limits for a presenter on a request from our own origin', async () => {
    expect(await liftDemoLimits()).toBe(true)
    expect(liftLimits).toHaveBeenCalledExactlyOnceWith({ network: '127.0.0.1' })
  })

  test.each<[string, Record<string, string>, Partial<configuration.Env>]>([
    ['for a client that is not a presenter', { ...OWN, 'x-forwarded-for': '198.51.100.7' }, {}],
    ['for a request without an origin', { ...PRESENTER, origin: '' }, {}],
    ['for a request from another site', { ...PRESENTER, origin: 'https://evil.example' }, {}],
    ['for a same-site request from another origin', { ...PRESENTER, 'sec-fetch-site': 'same-site' }, {}],
    ['where messages may reach real phones', PRESENTER, { smsRoutes: ROUTES.real }],
    ['in live mode', PRESENTER, { mode: 'live' }],
  ])('does not lift the limits %s', async (_, given, changes) => {
    configured({ smsRoutes: ROUTES.simulated, ...changes })
    asked(given)
    expect(await liftDemoLimits()).toBe(false)
    expect(liftLimits).not.toHaveBeenCalled()
  })

  test('offers to lift the limits to presenters only', async () => {
    expect(await mayLiftLimits()).toBe(true)
    asked(OWN)
    expect(await mayLiftLimits()).toBe(false)
  })
})
