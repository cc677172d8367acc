import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { PURGED_AT_ONCE, purge, type RetainedRows } from '@/lib/db/queries/purges'
import { SESSION_DAYS } from '@/lib/db/queries/sessions'
import { purgeTallies } from '@/lib/db/queries/tallies'

/** A retention period. `purge` deletes one batch, the oldest rows first, and returns its size. */
export interface Retained {
  what: string
  kept: string
  why: string
  purge: () => Promise<number>
}

const days = (what: RetainedRows, count: number) => ({
  what,
  kept: `${count} days`,
  purge: () => purge(db(), what, count, PURGED_AT_ONCE),
})

/** Returns the retention periods of personal data and their reasons (GDPR article 5(1)(e)). */
export const retention = (): Retained[] => [
  { ...days('verifications', 7), why: 'after expiry: for support requests about a code' },
  { ...days('messages', 30), why: 'after creation: carriers bill monthly, and bills may be disputed' },
  { ...days('ended-sessions', 1), why: 'after their end: their cookies are invalid' },
  {
    ...days('old-sessions', SESSION_DAYS + 1),
    why: 'after their start: the maximum lifetime of a cookie',
  },
  { ...days('known-browsers', 180), why: 'after their last use: few browsers return later' },
  { ...days('handset-messages', 7), why: 'after arrival: longer than a demo takes' },
  { ...days('audit-events', env().auditDays), why: 'AUDIT_DAYS: set by the operator' },
  { ...days('used-nonces', 0), kept: 'until they expire', why: 'older webhooks and challenges are not accepted' },
  {
    what: 'tallies',
    kept: '8 days',
    why: 'anonymous sums by minute and hour: a week of data is the baseline for detecting attacks',
    purge: () => purgeTallies(db(), PURGED_AT_ONCE),
  },
  { ...days('spend-totals', 2), why: 'anonymous sums of segments by minute: spending caps look back one day' },
  { ...days('limits', 0), kept: 'until they expire', why: 'expired limits have no effect' },
]
