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

test('a wrong key opens nothing and is told with where it came from, the right one opens the demo', async () => {
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
])('the pass is for this host and for requests alone, and at %s its cookie is %s', async (appOrigin, name, secure) => {
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

test('a try is counted for the IP and for the site that it is in', async () => {
  await openDemoWith(KEY)
  expect(acquire).toHaveBeenCalledWith([
    { policy: 'accessKeysPerIp', of: '2001:db8:1:2::/64' },
    { policy: 'accessKeysPerSite', of: '2001:db8:1::/48' },
  ])
})

test('beyond the limit not even the right key is looked at, and the limit is told', async () => {
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
