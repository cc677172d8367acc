import { auditWithin } from '@/lib/audit/audit'
import { db, type Tx } from '@/lib/db/driver/client'
import { distrustBrowser, distrustOtherBrowsers } from '@/lib/db/queries/known-browsers'
import {
  endOtherSession,
  endOtherSessions,
  holdPersonOf,
  type ListedSession,
  listSessions,
  type OwnSession,
} from '@/lib/db/queries/sessions'
import { ipKey } from '@/lib/guard/ip-key'

export type { ListedSession }

/** More than anybody looks through; those that aren't shown can be ended all together. */
export const SESSIONS_SHOWN = 50

/** Where a person is signed in: the session that asks first, then those used last. */
export const sessionsOf = (own: OwnSession): Promise<ListedSession[]> => listSessions(db(), own, SESSIONS_SHOWN)

/** Who ends sessions elsewhere, and from where. */
export interface Elsewhere {
  /** The session that asks, and stays. */
  own: OwnSession
  browserHash: string
  phone: string
  /** The client's IP, as our HTTP entry vouches for it. */
  clientIp: string
}

/**
 * Ends another session of the same person. Its browser is trusted no more: whoever has a lost device must not keep the bucket
 * that is the owner's alone. A handle that is gone already, or somebody else's, ends nothing, and nobody is told which it was.
 */
export const endSessionElsewhere = (who: Elsewhere, handle: string): Promise<void> =>
  elsewhere(who, async (tx, { own, browserHash }) => {
    const [ended] = await endOtherSession(tx, own, handle)
    if (!ended) return 0
    if (ended.browserHash && ended.browserHash !== browserHash) await distrustBrowser(tx, own.userId, ended.browserHash)
    return 1
  })

/** Ends all other sessions of the same person, and trusts no other browser any more, signed in or not. */
export const endSessionsElsewhere = (who: Elsewhere): Promise<void> =>
  elsewhere(who, async (tx, { own, browserHash }) => {
    await distrustOtherBrowsers(tx, own.userId, browserHash)
    return (await endOtherSessions(tx, own)).length
  })

/** The sessions end, and the trail tells how many, in one transaction; nothing does if the asking session was ended before. */
const elsewhere = (who: Elsewhere, end: (tx: Tx, who: Elsewhere) => Promise<number>): Promise<void> =>
  db().$transaction(async (tx) => {
    if (!(await holdPersonOf(tx, who.own))) return
    const sessions = await end(tx, who)
    if (sessions === 0) return
    const { userId } = who.own
    const network = ipKey(who.clientIp)
    await auditWithin(tx, { event: 'sign-out.elsewhere', userId, phone: who.phone, network, detail: { sessions } })
  })
