import { redirect } from 'next/navigation'
import { cache } from 'react'
import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { endSession, type LiveSession, liveSession } from '@/lib/db/sessions'
import { forgetEverything } from '@/lib/http/answer'
import { maskPhone } from '@/lib/mask-phone'
import { auth, signIn, signOut } from './next-auth'
import { makeTicket } from './ticket'

export interface CurrentUser {
  id: string
  name: string
  phone: string
  maskedPhone: string
}

const sessionId = cache(async (): Promise<string | null> => (await auth())?.sid ?? null)

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

/** Gives the browser a session, in an action. Whatever cookie it had before is replaced, and that session ended. */
export async function startSession(id: string): Promise<void> {
  const before = await sessionId()
  if (before) await endSession(db(), before)
  await signIn('ticket', { ticket: await makeTicket(id), redirect: false })
}

/** Ends the session on the server, whatever becomes of the cookie; what the browser was shown is not kept either. */
export async function endCurrentSession(): Promise<void> {
  const [sid, user] = [await sessionId(), await currentUser()]
  if (sid) await endSession(db(), sid)
  if (user) audit({ event: 'sign-out', userId: user.id, phone: user.phone })
  await signOut({ redirect: false })
  forgetEverything()
}
