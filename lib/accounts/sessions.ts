import { auditWithin } from '@/lib/audit/audit'
import { db, type Tx } from '@/lib/db/driver/client'
import { forgetBrowser, forgetOtherBrowsers } from '@/lib/db/queries/known-browsers'
import {
  endOtherSession,
  endOtherSessions,
  type ListedSession,
  listSessions,
  lockUserOf,
  type OwnSession,
} from '@/lib/db/queries/sessions'
import { ipKey } from '@/lib/guard/ip-key'

export type { ListedSession }

export const SESSIONS_SHOWN = 50

/** Returns a user's sessions: the own one first, then by last use. */
export const sessionsOf = (own: OwnSession): Promise<ListedSession[]> => listSessions(db(), own, SESSIONS_SHOWN)

export interface Elsewhere {
  own: OwnSession
  browserHash: string
  phone: string
  clientIp: string
}

/** Ends another session of the user and forgets its browser, since a lost device must not use the owner's bucket. */
export const endSessionElsewhere = (from: Elsewhere, handle: string): Promise<void> =>
  elsewhere(from, async (tx, { own, browserHash }) => {
    const [ended] = await endOtherSession(tx, own, handle)
    if (!ended) return 0
    if (ended.browserHash && ended.browserHash !== browserHash) await forgetBrowser(tx, own.userId, ended.browserHash)
    return 1
  })

/** Ends all other sessions of the user and forgets all other browsers, signed in or not. */
export const endSessionsElsewhere = (from: Elsewhere): Promise<void> =>
  elsewhere(from, async (tx, { own, browserHash }) => {
    await forgetOtherBrowsers(tx, own.userId, browserHash)
    return (await endOtherSessions(tx, own)).length
  })

/** Ends sessions and writes the audit event in one transaction, unless the own session was ended before. */
const elsewhere = (from: Elsewhere, end: (tx: Tx, from: Elsewhere) => Promise<number>): Promise<void> =>
  db().$transaction(async (tx) => {
    if (!(await lockUserOf(tx, from.own))) return
    const sessions = await end(tx, from)
    if (sessions === 0) return
    const { userId } = from.own
    const network = ipKey(from.clientIp)
    await auditWithin(tx, { event: 'sign-out.elsewhere', userId, phone: from.phone, network, detail: { sessions } })
  })
