import { encode } from 'next-auth/jwt'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { makeSignInToken, openSignInToken } from './sign-in-token'

const SECRET = 'a-secret-of-32-characters-or-more'
const SESSION = 'the-id-of-a-session'

const secret = (authSecret: string) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ authSecret } as configuration.Env)

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('sign-in tokens', () => {
  test('a sign-in token returns its session id', async () => {
    secret(SECRET)
    expect(await openSignInToken(await makeSignInToken(SESSION))).toBe(SESSION)
  })

  test('a sign-in token does not reveal its session id', async () => {
    secret(SECRET)
    const signInToken = await makeSignInToken(SESSION)
    const parts = signInToken.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    expect([signInToken, ...parts].join()).not.toContain(SESSION)
  })

  test('a sign-in token expires after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    secret(SECRET)
    const signInToken = await makeSignInToken(SESSION)
    vi.advanceTimersByTime(59_000)
    expect(await openSignInToken(signInToken)).toBe(SESSION)
    // next-auth tolerates a clock skew of 15 seconds.
    vi.advanceTimersByTime(17_000)
    expect(await openSignInToken(signInToken)).toBeNull()
  })

  test('rejects a sign-in token of another secret', async () => {
    secret(`${SECRET} of another server`)
    const signInToken = await makeSignInToken(SESSION)
    secret(SECRET)
    expect(await openSignInToken(signInToken)).toBeNull()
  })

  test('rejects a session cookie as a sign-in token', async () => {
    secret(SECRET)
    for (const salt of ['latchkey-session', '__Host-latchkey-session', '']) {
      expect(await openSignInToken(await encode({ token: { sub: SESSION }, secret: SECRET, salt }))).toBeNull()
    }
  })

  test('rejects a modified sign-in token', async () => {
    secret(SECRET)
    const signInToken = await makeSignInToken(SESSION)
    for (const [n, part] of signInToken.split('.').entries()) {
      if (part === '') continue
      const changed = signInToken.split('.').with(n, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`)
      expect(await openSignInToken(changed.join('.'))).toBeNull()
    }
  })

  test.each(['', '.', '....', 'x', 'null', SESSION])('rejects a forged sign-in token: %j', async (made) => {
    secret(SECRET)
    expect(await openSignInToken(made)).toBeNull()
  })
})
