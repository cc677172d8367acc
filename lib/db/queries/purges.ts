import type { Db } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'

/** Small, so that a purge is over in a moment and nothing else waits for the disk. */
export const PURGED_AT_ONCE = 500

/** A table and the column with the instant from which a row is kept; the column has an index. */
type Retained = {
  [M in Prisma.ModelName]: { table: M; column: keyof Prisma.TypeMap['model'][M]['payload']['scalars'] }
}[Prisma.ModelName]

export const RETAINED = {
  verifications: { table: 'Verification', column: 'expiresAt' },
  // Their events go with them.
  messages: { table: 'Message', column: 'createdAt' },
  'ended-sessions': { table: 'Session', column: 'revokedAt' },
  'old-sessions': { table: 'Session', column: 'createdAt' },
  'known-browsers': { table: 'KnownBrowser', column: 'lastUsedAt' },
  'handset-messages': { table: 'HandsetMessage', column: 'deliveredAt' },
  // A trigger rejects the deletion of rows younger than a day.
  'audit-events': { table: 'AuditEvent', column: 'at' },
  'used-nonces': { table: 'UsedNonce', column: 'expiresAt' },
  limits: { table: 'RateLimit', column: 'expiresAt' },
} as const satisfies Record<string, Retained>

export type RetainedRows = keyof typeof RETAINED

/**
 * Deletes the oldest rows that have been kept long enough; returns how many. Skips locked rows, so that a purge neither
 * waits nor makes others wait. Rows are named by their place (ctid), which they keep while they are locked: by an id, the
 * planner may read the whole table to find a few hundred.
 */
export function purge(db: Db, rows: RetainedRows, keepDays: number, most: number): Promise<number> {
  const [table, column] = [Prisma.raw(`"${RETAINED[rows].table}"`), Prisma.raw(`"${RETAINED[rows].column}"`)]
  return db.$executeRaw`
    DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM ${table} WHERE ${column} < now() - make_interval(days => ${keepDays}::int)
      ORDER BY ${column} LIMIT ${most} FOR UPDATE SKIP LOCKED))`
}
