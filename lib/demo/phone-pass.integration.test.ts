import { cookies, headers } from 'next/headers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as clock from '@/lib/db/driver/clock'
import { withSettings } from '@/lib/testing/guard'
import { together } from '@/lib/testing/together'
import { freshIp, freshPhone } from '@/lib/testing/verifications'
import { enterDemoWith } from './open-demo'
import { newPhonePass } from './phone-pass'
import { phoneQrCode } from './phone-qr-code'

vi.mock('next/headers', () => ({ cookies: vi.fn(), headers: vi.fn() }))

const KEY = 'quokka-knows-the-way'
const ORIGIN = 'https://demo.example'
const setCookie = vi.fn()

beforeEach(() => {
  withSettings({ appOrigin: ORIGIN, demoAccessKey: KEY })
  setCookie.mockClear()
  vi.mocked(cookies).mockResolvedValue({ set: setCookie } as never)
  fromIp(freshIp())
})

afterEach(() => vi.restoreAllMocks())

const fromIp = (clientIp: string) =>
  vi.mocked(headers).mockResolvedValue(new Headers({ 'x-forwarded-for': clientIp }) as never)

/** Advances the clock of the database. */
async function later(seconds: number) {
  const now = await clock.databaseNow(db())
  vi.spyOn(clock, 'databaseNow').mockResolvedValue(new Date(now.getTime() + seconds * 1000))
}

const partsOf = (token: string) => token.split('.') as [string, string, string]
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (token: string) => JSON.parse(Buffer.from(partsOf(token)[1], 'base64url').toString())

test('a pass opens its phone once and sets the cookie of the demo', async () => {
  const phone = freshPhone()
  const token = await newPhonePass(phone)
  expect(await enterDemoWith(token)).toEqual({ kind: 'open', phone })
  expect(setCookie).toHaveBeenCalledExactlyOnceWith(
    '__Host-latchkey-demo',
    expect.any(String),
    expect.objectContaining({ httpOnly: true, secure: true, sameSite: 'lax' }),
  )
  expect(await enterDemoWith(token)).toEqual({ kind: 'wrong' })
  expect(setCookie).toHaveBeenCalledTimes(1)
})

test('of two browsers that use a pass at once, one gets in', async () => {
  const token = await newPhonePass(freshPhone())
  const outcomes = await together(2, () => enterDemoWith(token))
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['open', 'wrong'])
  expect(setCookie).toHaveBeenCalledTimes(1)
})

test('a pass is valid for two minutes by the clock of the database', async () => {
  const [inTime, late] = [await newPhonePass(freshPhone()), await newPhonePass(freshPhone())]
  await later(118)
  expect(await enterDemoWith(inTime)).toMatchObject({ kind: 'open' })
  vi.mocked(clock.databaseNow).mockRestore()
  await later(121)
  expect(await enterDemoWith(late)).toEqual({ kind: 'wrong' })
})

test.each<[string, (token: string) => string]>([
  ['nothing', () => ''],
  ['no token', () => 'x'],
  ['another phone', (token) => withClaims(token, { sub: '+12025550199' })],
  ['a later expiry', (token) => withClaims(token, { exp: claimsOf(token).exp + 600 })],
  ['another id', (token) => withClaims(token, { jti: 'another' })],
  ['no signature', (token) => `${encoded({ alg: 'none' })}.${partsOf(token)[1]}.`],
  ['a changed signature', (token) => token.replace(/.(?=.{9}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
])('rejects a pass that was changed to %s', async (_, change) => {
  const token = await newPhonePass(freshPhone())
  expect(await enterDemoWith(change(token))).toEqual({ kind: 'wrong' })
  expect(setCookie).not.toHaveBeenCalled()
  expect(await enterDemoWith(token)).toMatchObject({ kind: 'open' })
})

const withClaims = (token: string, changes: object) =>
  `${partsOf(token)[0]}.${encoded({ ...claimsOf(token), ...changes })}.${partsOf(token)[2]}`

test.each([
  ['another access key', { demoAccessKey: 'another-quokka-key' }],
  ['no access key', { demoAccessKey: undefined }],
  ['an origin without TLS', { appOrigin: 'http://localhost:3000' }],
])('rejects a pass on a server with %s', async (_, changes) => {
  const token = await newPhonePass(freshPhone())
  withSettings({ appOrigin: ORIGIN, demoAccessKey: KEY, ...changes })
  expect(await enterDemoWith(token)).toEqual({ kind: 'wrong' })
})

test('invalid passes count as attempts at the access key, and valid ones do not', async () => {
  for (let n = 0; n < 9; n++) await enterDemoWith('x')
  for (let n = 0; n < 3; n++)
    expect(await enterDemoWith(await newPhonePass(freshPhone()))).toMatchObject({ kind: 'open' })
  await enterDemoWith('x')
  const token = await newPhonePass(freshPhone())
  expect(await enterDemoWith(token)).toMatchObject({ kind: 'limited', retryInSeconds: expect.any(Number) })
  fromIp(freshIp())
  expect(await enterDemoWith(token)).toMatchObject({ kind: 'open' })
})

test('a QR code contains a URL with the pass in its fragment, and neither the access key nor the cookie', async () => {
  const phone = freshPhone()
  const made = await phoneQrCode(phone)
  if (!('url' in made)) throw new Error('limited')
  const { origin, pathname, search, hash } = new URL(made.url)
  expect({ origin, pathname, search }).toEqual({ origin: ORIGIN, pathname: '/demo/enter', search: '' })
  expect(made.svg).toMatch(/^<svg /)
  const token = hash.slice(1)
  const plain = partsOf(token)
    .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    .join('')
  await enterDemoWith(token)
  const cookie = String(setCookie.mock.lastCall?.[1])
  expect(cookie).toMatch(/^[\w-]{43}$/)
  for (const secret of [KEY, Buffer.from(KEY).toString('base64url'), cookie])
    expect(`${made.url} ${plain}`).not.toContain(secret)
})

test('one network gets 60 QR codes an hour', async () => {
  for (let n = 0; n < 60; n++) expect(await phoneQrCode(freshPhone())).toHaveProperty('svg')
  expect(await phoneQrCode(freshPhone())).toEqual({ retryInSeconds: expect.any(Number) })
})
