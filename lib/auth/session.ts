import { cookies } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { endSession, type LiveSession, liveSession } from '@/lib/db/queries/sessions'
import { forgetEverything } from '@/lib/http/response-context'
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

/** The session that the cookie names, alive or not. Most visitors have no cookie, and cost no decryption either. */
const sessionId = cache(async (): Promise<string | null> => {
  const hasCookie = (await cookies()).has(cookieName('session'))
  return hasCookie ? ((await auth())?.sid ?? null) : null
})

const currentSession = cache(async (): Promise<LiveSession | null> => {
  const sid = await sessionId()
  return sid ? liveSession(db(), sid) : null
})

/** The session that asks, for our own use: its id is shown to nobody. Whoever has none goes to the sign-in page. */
export async function requireSession(): Promise<LiveSession> {
  return (await currentSession()) ?? redirect('/sign-in')
}

/** Who is signed in, read once a request; null when the cookie names no session that is alive. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const session = await currentSession()
  if (!session) return null
  return { id: session.userId, name: session.name, phone: session.phone, maskedPhone: maskPhone(session.phone) }
})

/** Who is signed in; everybody else goes to the sign-in page. For every page and action behind a session. */
export async function requireUser(): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect('/sign-in')
}

/**
 * Who is signed in, for what stands on every page: 'unknown' while the database is unavailable, so that a page that needs
 * nothing of it is still rendered.
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

/** Whether the browser still has the cookie of a session that ended: from another device, or as the password changed. */
export async function wasSignedOut(): Promise<boolean> {
  return (await sessionId()) !== null && (await currentSession()) === null
}

/** In an action: takes the cookie back whose session has just ended, so that the browser isn't told so again. */
export async function dropEndedSession(): Promise<void> {
  const sid = await sessionId()
  if (sid && !(await liveSession(db(), sid))) await signOut({ redirect: false })
}

/** Gives the browser a session, in an action. Whatever cookie it had before is replaced, and that session ended. */
export async function startSession(id: string): Promise<void> {
  const before = await sessionId()
  if (before) await endSession(db(), before)
  await signIn('ticket', { signInToken: await makeSignInToken(id), redirect: false })
}

/** Ends the session on the server, whatever becomes of the cookie; what the browser was shown is not kept either. */
export async function endCurrentSession(): Promise<void> {
  const [sid, user] = [await sessionId(), await currentUser()]
  if (sid) await endSession(db(), sid)
  if (user) audit({ event: 'sign-out', userId: user.id, phone: user.phone })
  await signOut({ redirect: false })
  forgetEverything()
}
