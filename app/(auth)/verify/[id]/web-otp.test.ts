import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeFromMessage } from './web-otp'

const NEVER_ABORTED = new AbortController().signal

function browserWith(navigator: object, features: object = { OTPCredential: class {} }) {
  vi.stubGlobal('window', features)
  vi.stubGlobal('navigator', navigator)
}
const get = (get: unknown) => ({ credentials: { get } })
const thrown = () => {
  throw new Error('by an extension')
}

afterEach(() => vi.unstubAllGlobals())

describe('WebOTP', () => {
  it('returns the code that the browser read from the message', async () => {
    const read = vi.fn(async () => ({ type: 'otp', code: '123456' }))
    browserWith(get(read))
    expect(await codeFromMessage(NEVER_ABORTED)).toBe('123456')
    expect(read).toHaveBeenCalledWith({ otp: { transport: ['sms'] }, signal: NEVER_ABORTED })
  })

  it('returns null without a request if the browser has no WebOTP', async () => {
    const read = vi.fn()
    browserWith(get(read), {})
    expect(await codeFromMessage(NEVER_ABORTED)).toBeNull()
    expect(read).not.toHaveBeenCalled()
  })

  it.each<[string, object]>([
    ['navigator.credentials is missing', {}],
    ['navigator.credentials is null', { credentials: null }],
    ['reading navigator.credentials throws', Object.defineProperty({}, 'credentials', { get: thrown })],
    ['get is missing', { credentials: {} }],
    ['get is not a function', get('get')],
    ['reading get throws', { credentials: Object.defineProperty({}, 'get', { get: thrown }) }],
    ['get throws', get(thrown)],
    ['get rejects', get(() => Promise.reject(new Error('by an extension')))],
    ['get rejects with nothing', get(() => Promise.reject())],
    ['get returns undefined', get(() => undefined)],
    ['get resolves to null', get(async () => null)],
    ['get resolves to a string', get(async () => '123456')],
    ['get resolves to something else', get(async () => ({ type: 'password', id: 'ada' }))],
    ['reading the code throws', get(async () => Object.defineProperty({}, 'code', { get: thrown }))],
    ['the code is not a string', get(async () => ({ code: 123456 }))],
    ['the code has other characters', get(async () => ({ code: '12345a' }))],
    ['the code is too long', get(async () => ({ code: '1234567' }))],
  ])('returns null instead of throwing when %s', async (_what, navigator) => {
    browserWith(navigator)
    expect(await codeFromMessage(NEVER_ABORTED)).toBeNull()
  })

  it('returns null instead of throwing when get returns a thenable that throws', async () => {
    browserWith(get(() => Object.defineProperty({}, 'then', { get: thrown })))
    expect(await codeFromMessage(NEVER_ABORTED)).toBeNull()
  })
})
