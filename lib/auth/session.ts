import { cookies } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { endSession, type LiveSession, liveSession } from '@/lib/db/queries/sessions'
import { clearBrowserCache } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'
import { maskPhone } from '@/lib/phone/mask-phone'
import { cookieName } from './cookies'
import { auth, signIn, signOut } from './next-auth'
import { makeSignInToken } from './sign-in-token'

export interface CurrentUser {
  id: string
  name: string
  phone: string
  maskedPhone: string
}

/** Returns the id in the cookie, even of an ended session. Visitors without a cookie cost no decryption. */
const sessionId = cache(async (): Promise<string | null> => {
  const hasCookie = (await cookies()).has(cookieName('session'))
  return hasCookie ? ((await auth())?.sid ?? null) : null
})

const currentSession = cache(async (): Promise<LiveSession | null> => {
  const sid = await sessionId()
  return sid ? liveSession(db(), sid) : null
})

/** Returns the session with its id, which must not be shown, or redirects to the sign-in page. */
export async function requireSession(): Promise<LiveSession> {
  return (await currentSession()) ?? redirect('/sign-in')
}

export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const session = await currentSession()
  if (!session) return null
  return { id: session.userId, name: session.name, phone: session.phone, maskedPhone: maskPhone(session.phone) }
})

export async function requireUser(): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect('/sign-in')
}

/**
 * Returns the current user for the header, or 'unknown' while the database is unavailable, so that pages without data still
 * render.
 */
export const shownUser = cache(async (): Promise<CurrentUser | 'unknown' | null> => {
  try {
    return await currentUser()
  } catch (error) {
    unstable_rethrow(error)
    log().error({ event: 'session.not-read', error: errorFacts(error) })
    return 'unknown'
  }
})

export async function hasEndedSession(): Promise<boolean> {
  return (await sessionId()) !== null && (await currentSession()) === null
}

/**
 * Deletes the session cookie if its session has ended, so that the sign-in page does not report it. Call only from server
 * actions (cookies are read-only elsewhere).
 */
export async function clearEndedSessionCookie(): Promise<void> {
  const sid = await sessionId()
  if (sid && !(await liveSession(db(), sid))) await signOut({ redirect: false })
}

/** Signs the browser in and ends its previous session. Call only from server actions. */
export async function setSessionCookie(id: string): Promise<void> {
  const before = await sessionId()
  if (before) await endSession(db(), before)
  await signIn('ticket', { signInToken: await makeSignInToken(id), redirect: false })
}

export async function endCurrentSession(): Promise<void> {
  const [sid, user] = [await sessionId(), await currentUser()]
  if (sid) await endSession(db(), sid)
  if (user) audit({ event: 'sign-out', userId: user.id, phone: user.phone })
  await signOut({ redirect: false })
  clearBrowserCache()
}
