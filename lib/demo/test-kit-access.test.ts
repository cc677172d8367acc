import { beforeEach, describe, expect, test, vi } from 'vitest'
import { audit } from '@/lib/audit/audit'
import * as configuration from '@/lib/config/env'
import { acquire, release } from '@/lib/guard/limiter'
import { testKitRefusal } from './test-kit-access'

vi.mock('@/lib/audit/audit', () => ({ audit: vi.fn() }))
vi.mock('@/lib/guard/limiter', () => ({ acquire: vi.fn(), release: vi.fn() }))

const KEY = 'quokka-knows-the-way'
const OWN = 'http://localhost:3000'
const FROM_ENTRY = { host: 'localhost:3000', 'x-forwarded-proto': 'http', 'x-forwarded-for': '192.0.2.7' }
const real = configuration.env()

const configured = (changes: Partial<configuration.Env>) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ ...real, ...changes })
const refusal = (headers: Record<string, string> = {}) =>
  testKitRefusal(new Request('http://localhost:3000/', { headers: { ...FROM_ENTRY, ...headers } }))
const bearing = (key: string) => refusal({ authorization: `Bearer ${key}` })

beforeEach(() => {
  vi.clearAllMocks()
  configured({ demoAccessKey: undefined })
  vi.mocked(acquire).mockResolvedValue({ allowed: true } as never)
})

describe('a demo without an access key', () => {
  test.each<[string, Record<string, string>]>([
    ['a script, which sends neither Origin nor Sec-Fetch-Site', {}],
    ['a page of our own origin', { origin: OWN, 'sec-fetch-site': 'same-origin' }],
    ['a URL that the user entered', { 'sec-fetch-site': 'none' }],
    ['a script with a bearer token that is not needed', { authorization: 'Bearer x' }],
  ])('serves %s', async (_, headers) => {
    expect(await refusal(headers)).toBeNull()
    expect(acquire).not.toHaveBeenCalled()
  })

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://localhost:3001' },
    { origin: 'https://localhost:3000' },
    { origin: `${OWN}, ${OWN}` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: OWN, 'sec-fetch-site': 'cross-site' },
  ])('rejects requests from another site: %j', async (headers) => {
    expect(await refusal(headers)).toMatchObject({ status: 403, error: expect.stringMatching(/^[A-Z].*\.$/) })
  })

  test('does not exist in live mode', async () => {
    configured({ mode: 'live' })
    expect(await refusal()).toMatchObject({ status: 404 })
  })
})

describe('a demo with an access key', () => {
  beforeEach(() => configured({ demoAccessKey: KEY }))

  test('serves requests with the key as a bearer token, and does not count them', async () => {
    expect(await bearing(KEY)).toBeNull()
    expect(await refusal({ authorization: `bearer ${KEY}` })).toBeNull()
    expect(vi.mocked(release).mock.calls).toEqual(vi.mocked(acquire).mock.calls)
    expect(audit).not.toHaveBeenCalled()
  })

  test.each<Record<string, string>>([
    {},
    { authorization: '' },
    { authorization: 'Bearer ' },
    { authorization: KEY },
    { authorization: `Basic ${KEY}` },
    { cookie: `latchkey-demo=${KEY}` },
  ])('rejects a request without a bearer token: %j', async (headers) => {
    expect(await refusal(headers)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
    expect(acquire).not.toHaveBeenCalled()
  })

  test.each([KEY.slice(1), `${KEY}x`, KEY.toUpperCase(), 'undefined'])(
    'rejects the wrong key %j, counts it and audits it',
    async (key) => {
      expect(await bearing(key)).toMatchObject({ status: 401 })
      expect(release).not.toHaveBeenCalled()
      expect(vi.mocked(acquire).mock.calls).toEqual([[[{ policy: 'accessKeysPerIp', of: '192.0.2.7' }]]])
      expect(vi.mocked(audit).mock.calls).toEqual([[{ event: 'access.wrong', network: '192.0.2.7' }]])
    },
  )

  test('rejects even the right key after too many wrong ones', async () => {
    const limited = { allowed: false, policy: 'accessKeysPerIp', retryInSeconds: 9, requiresChallenge: false } as const
    vi.mocked(acquire).mockResolvedValue(limited)
    expect(await bearing(KEY)).toMatchObject({ status: 429, headers: { 'retry-after': '9' } })
    expect(audit).toHaveBeenCalledWith(expect.objectContaining({ event: 'limit.hit' }))
  })

  test('rejects the right key from another site', async () => {
    const headers = { authorization: `Bearer ${KEY}`, origin: 'https://evil.example' }
    expect(await refusal(headers)).toMatchObject({ status: 403 })
  })
})
