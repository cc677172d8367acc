import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { PURGED_AT_ONCE, purge, type RetainedRows } from '@/lib/db/queries/purges'
import { SESSION_DAYS } from '@/lib/db/queries/sessions'
import { purgeTallies } from '@/lib/db/queries/tallies'

/** Rows with a retention period. `purge` deletes one batch, the oldest first, and returns its size. */
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

/** Retention periods of all personal data that is not kept for good, and their reasons (GDPR article 5(1)(e)). */
export const retention = (): Retained[] => [
  { ...days('verifications', 7), why: 'after expiry: support can tell what became of a code' },
  { ...days('messages', 30), why: 'after creation: bills and receipts of carriers are disputed monthly' },
  { ...days('ended-sessions', 1), why: 'after they were ended: their cookies are worth nothing' },
  {
    ...days('old-sessions', SESSION_DAYS + 1),
    why: 'after they began: no cookie lives longer, however much it is used',
  },
  { ...days('known-browsers', 180), why: 'after their last use: most are gone by then' },
  { ...days('handset-messages', 7), why: 'after arrival: a demo is over by then' },
  { ...days('audit-events', env().auditDays), why: 'AUDIT_DAYS: the operator decides' },
  { ...days('used-nonces', 0), kept: 'until they expire', why: 'what they stand for is too old to be believed then' },
  {
    what: 'tallies',
    kept: '8 days',
    why: 'sums by minute and hour over all users, of nobody in particular: what is usual is learned from a week',
    purge: () => purgeTallies(db(), PURGED_AT_ONCE),
  },
  { ...days('limits', 0), kept: 'until they expire', why: 'nothing of them counts any more' },
]
