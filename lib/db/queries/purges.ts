import type { Db } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'

/** Small, so that a purge holds locks only briefly. */
export const PURGED_AT_ONCE = 500

/** `column` is the start of the retention period; it has an index. */
type Retained = {
  [M in Prisma.ModelName]: { table: M; column: keyof Prisma.TypeMap['model'][M]['payload']['scalars'] }
}[Prisma.ModelName]

export const RETAINED = {
  verifications: { table: 'Verification', column: 'expiresAt' },
  messages: { table: 'Message', column: 'createdAt' },
  'ended-sessions': { table: 'Session', column: 'revokedAt' },
  'old-sessions': { table: 'Session', column: 'createdAt' },
  'known-browsers': { table: 'KnownBrowser', column: 'lastUsedAt' },
  'handset-messages': { table: 'HandsetMessage', column: 'deliveredAt' },
  // A trigger rejects the deletion of rows younger than a day.
  'audit-events': { table: 'AuditEvent', column: 'at' },
  'used-nonces': { table: 'UsedNonce', column: 'expiresAt' },
  'spend-totals': { table: 'SpendTotal', column: 'minute' },
  limits: { table: 'RateLimit', column: 'expiresAt' },
} as const satisfies Record<string, Retained>

export type RetainedRows = keyof typeof RETAINED

/** Deletes the oldest expired rows. Skips locked rows. Selects by ctid, since ids may cause a full scan. */
export function purge(db: Db, rows: RetainedRows, keepDays: number, limit: number): Promise<number> {
  const [table, column] = [Prisma.raw(`"${RETAINED[rows].table}"`), Prisma.raw(`"${RETAINED[rows].column}"`)]
  return db.$executeRaw`
    DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM ${table} WHERE ${column} < now() - make_interval(days => ${keepDays}::int)
      ORDER BY ${column} LIMIT ${limit} FOR UPDATE SKIP LOCKED))`
}
