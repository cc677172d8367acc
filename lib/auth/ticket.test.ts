import { encode } from 'next-auth/jwt'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { makeTicket, openTicket } from './ticket'

const SECRET = 'a-secret-of-32-characters-or-more'
const SESSION = 'the-id-of-a-session'

const secret = (authSecret: string) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ authSecret } as configuration.Env)

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a ticket', () => {
  test('names the session that it was made for', async () => {
    secret(SECRET)
    expect(await openTicket(await makeTicket(SESSION))).toBe(SESSION)
  })

  test("doesn't show the session to who carries it", async () => {
    secret(SECRET)
    const ticket = await makeTicket(SESSION)
    const parts = ticket.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    expect([ticket, ...parts].join()).not.toContain(SESSION)
  })

  test('is worth nothing a minute later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    secret(SECRET)
    const ticket = await makeTicket(SESSION)
    vi.advanceTimersByTime(59_000)
    expect(await openTicket(ticket)).toBe(SESSION)
    // The library that opens it bears 15 seconds of difference between clocks.
    vi.advanceTimersByTime(17_000)
    expect(await openTicket(ticket)).toBeNull()
  })

  test('of another secret is worth nothing', async () => {
    secret(`${SECRET} of another server`)
    const ticket = await makeTicket(SESSION)
    secret(SECRET)
    expect(await openTicket(ticket)).toBeNull()
  })

  test("can't be a session cookie, though the same secret made it", async () => {
    secret(SECRET)
    for (const salt of ['latchkey-session', '__Host-latchkey-session', '']) {
      expect(await openTicket(await encode({ token: { sub: SESSION }, secret: SECRET, salt }))).toBeNull()
    }
  })

  test('that was changed anywhere is worth nothing', async () => {
    secret(SECRET)
    const ticket = await makeTicket(SESSION)
    for (const [n, part] of ticket.split('.').entries()) {
      if (part === '') continue
      const changed = ticket.split('.').with(n, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`)
      expect(await openTicket(changed.join('.'))).toBeNull()
    }
  })

  test.each(['', '.', '....', 'x', 'null', SESSION])('is nothing that anybody made up: %j', async (made) => {
    secret(SECRET)
    expect(await openTicket(made)).toBeNull()
  })
})
