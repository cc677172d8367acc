import { cookies } from 'next/headers'
import { beforeEach, expect, test, vi } from 'vitest'
import { liveSession } from '@/lib/db/queries/sessions'
import { auth } from './next-auth'
import { hasEndedSession, shownUser } from './session'

vi.mock('react', async (original) => ({ ...(await original<object>()), cache: (work: unknown) => work }))
vi.mock('next/headers', () => ({ cookies: vi.fn() }))
vi.mock('./next-auth', () => ({ auth: vi.fn(), signIn: vi.fn(), signOut: vi.fn() }))
vi.mock('@/lib/db/driver/client', () => ({ db: () => 'the database' }))
vi.mock('@/lib/db/queries/sessions', () => ({ liveSession: vi.fn(), endSession: vi.fn() }))

const ADA = { id: 's', userId: 'u', name: 'Ada', phone: '+12025550123' }

function visitor(cookie: boolean, sid: string | undefined, session: typeof ADA | null | Error) {
  vi.mocked(cookies).mockResolvedValue({ has: (name: string) => cookie && name === 'latchkey-session' } as never)
  vi.mocked(auth).mockResolvedValue((sid ? { sid } : null) as never)
  if (session instanceof Error) vi.mocked(liveSession).mockRejectedValue(session)
  else vi.mocked(liveSession).mockResolvedValue(session)
}

beforeEach(() => vi.clearAllMocks())

test('reads neither token nor database for a visitor without a session cookie', async () => {
  visitor(false, 'unread', ADA)
  expect(await shownUser()).toBeNull()
  expect(await hasEndedSession()).toBe(false)
  expect(auth).not.toHaveBeenCalled()
  expect(liveSession).not.toHaveBeenCalled()
})

test('returns the user of an active session only', async () => {
  visitor(true, 's', ADA)
  expect(await shownUser()).toMatchObject({ name: 'Ada' })
  visitor(true, 's', null)
  expect(await shownUser()).toBeNull()
})

test("returns 'unknown' instead of an error while the database is unavailable", async () => {
  visitor(true, 's', new Error('no database'))
  expect(await shownUser()).toBe('unknown')
})

test.each([
  ['no cookie', false, false, undefined, null],
  ['an invalid cookie', false, true, undefined, null],
  ['the cookie of an active session', false, true, 's', ADA],
  ['the cookie of an ended session', true, true, 's', null],
])('for a browser with %s, hasEndedSession returns %s', async (_what, expected, cookie, sid, session) => {
  visitor(cookie, sid, session)
  expect(await hasEndedSession()).toBe(expected)
})
