import { cookies, headers } from 'next/headers'
import { beforeEach, expect, test, vi } from 'vitest'
import { audit } from '@/lib/audit/audit'
import * as configuration from '@/lib/config/env'
import { acquire } from '@/lib/guard/limiter'
import { openDemoWith } from './open-demo'

vi.mock('next/headers', () => ({ cookies: vi.fn(), headers: vi.fn() }))
vi.mock('@/lib/audit/audit', () => ({ audit: vi.fn() }))
vi.mock('@/lib/guard/limiter', () => ({ acquire: vi.fn() }))

const KEY = 'quokka-knows-the-way'
const set = vi.fn()

beforeEach(() => {
  vi.clearAllMocks()
  vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), demoAccessKey: KEY })
  vi.mocked(headers).mockResolvedValue(new Headers({ 'x-forwarded-for': '2001:db8:1:2::3' }) as never)
  vi.mocked(cookies).mockResolvedValue({ set } as never)
  vi.mocked(acquire).mockResolvedValue({ allowed: true } as never)
})

test('sets the cookie for the right key, and audits a wrong key with its network', async () => {
  expect(await openDemoWith('quokka-lost-the-way')).toEqual({ kind: 'wrong' })
  expect(vi.mocked(audit).mock.calls).toEqual([[{ event: 'access.wrong', network: '2001:db8:1:2::/64' }]])
  expect(set).not.toHaveBeenCalled()
  expect(await openDemoWith(KEY)).toEqual({ kind: 'open' })
  expect(audit).toHaveBeenCalledTimes(1)
  expect(set).toHaveBeenCalledTimes(1)
})

test.each([
  ['http://localhost:3000', 'latchkey-demo', false],
  ['https://demo.example', '__Host-latchkey-demo', true],
])('sets a host-only, httpOnly cookie: on %s it is named %s', async (appOrigin, name, secure) => {
  vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), appOrigin })
  await openDemoWith(KEY)
  expect(set).toHaveBeenCalledTimes(1)
  expect(set).toHaveBeenCalledWith(name, expect.any(String), {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: '/',
    maxAge: 7 * 24 * 60 * 60,
  })
})

test('counts an attempt for the client IP and for its /48 network', async () => {
  await openDemoWith(KEY)
  expect(acquire).toHaveBeenCalledWith([
    { policy: 'accessKeysPerIp', of: '2001:db8:1:2::/64' },
    { policy: 'accessKeysPerSite', of: '2001:db8:1::/48' },
  ])
})

test('rejects the right key beyond the rate limit and audits the limit', async () => {
  vi.mocked(acquire).mockResolvedValue({
    allowed: false,
    policy: 'accessKeysPerIp',
    retryInSeconds: 9,
    requiresChallenge: false,
  })
  expect(await openDemoWith(KEY)).toEqual({ kind: 'limited', retryInSeconds: 9 })
  expect(set).not.toHaveBeenCalled()
  expect(audit).toHaveBeenCalledWith(
    expect.objectContaining({ event: 'limit.hit', detail: { policy: 'accessKeysPerIp' } }),
  )
})
