import { type Db, db } from '@/lib/db/client'
import {
  purgeAuditEvents,
  purgeEndedSessions,
  purgeHandsetMessages,
  purgeMessages,
  purgeOldSessions,
  purgeTrustedBrowsers,
  purgeVerifications,
} from '@/lib/db/purges'
import { SESSION_DAYS } from '@/lib/db/sessions'
import { purgeTallies } from '@/lib/db/tallies'
import { purgeUsedNonces } from '@/lib/db/used-nonces'
import { env } from '@/lib/env'
import { forgetOldLimits } from '@/lib/guard/limiter'

/** Small, so that a purge is over in a moment and nothing else waits for the disk. */
export const PURGED_AT_ONCE = 500

/** Something that is deleted once it has been kept long enough. `purge` deletes one batch, the oldest, and counts it. */
export interface Retained {
  what: string
  kept: string
  why: string
  purge: () => Promise<number>
}

const days = (count: number, purge: (db: Db, most: number, keepDays: number) => Promise<number>) => ({
  kept: `${count} days`,
  purge: () => purge(db(), PURGED_AT_ONCE, count),
})

/** What is kept how long, and why that long: all personal data that comes to an end is here (GDPR article 5(1)(e)). */
export const retention = (): Retained[] => [
  {
    what: 'verifications',
    ...days(7, purgeVerifications),
    why: 'after expiry: support can tell what became of a code',
  },
  {
    what: 'messages',
    ...days(30, purgeMessages),
    why: 'after creation: bills and receipts of carriers are disputed monthly',
  },
  {
    what: 'ended-sessions',
    ...days(1, purgeEndedSessions),
    why: 'after they were ended: their cookies are worth nothing',
  },
  {
    what: 'old-sessions',
    ...days(SESSION_DAYS + 1, purgeOldSessions),
    why: 'after they began: no cookie lives longer, however much it is used',
  },
  { what: 'trusted-browsers', ...days(180, purgeTrustedBrowsers), why: 'after their last use: most are gone by then' },
  { what: 'handset-messages', ...days(7, purgeHandsetMessages), why: 'after arrival: a demo is over by then' },
  { what: 'audit-events', ...days(env().auditDays, purgeAuditEvents), why: 'AUDIT_DAYS: the operator decides' },
  {
    what: 'used-nonces',
    kept: 'until they expire',
    why: 'what they stand for is too old to be believed then',
    purge: () => purgeUsedNonces(db(), PURGED_AT_ONCE),
  },
  {
    what: 'tallies',
    kept: '8 days',
    why: 'sums by minute and hour over all users, of nobody in particular: what is usual is learned from a week',
    purge: () => purgeTallies(db(), PURGED_AT_ONCE),
  },
  { what: 'limits', kept: 'until they expire', why: 'nothing of them counts any more', purge: forgetOldLimits },
]
