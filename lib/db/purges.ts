import type { Db } from './client'

/** Deletes the oldest of what has been kept long enough; answers how many rows that were. */
export type Purge = (db: Db, most: number, keepDays: number) => Promise<number>

// Each takes the oldest by an index and goes around rows that somebody holds, so that nobody waits for a purge and no
// purge for anybody. The rows are named by their place (ctid), which they keep while they are locked: by an id, the planner
// may read the whole table to find a few hundred.

export const purgeVerifications: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "Verification" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "Verification" WHERE "expiresAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "expiresAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

/** Their events go with them. */
export const purgeMessages: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "Message" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "Message" WHERE "createdAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "createdAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

export const purgeEndedSessions: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "Session" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "Session" WHERE "revokedAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "revokedAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

export const purgeOldSessions: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "Session" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "Session" WHERE "createdAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "createdAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

export const purgeTrustedBrowsers: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "TrustedBrowser" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "TrustedBrowser"
    WHERE "lastUsedAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "lastUsedAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

export const purgeHandsetMessages: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "HandsetMessage" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "HandsetMessage" WHERE "deliveredAt" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "deliveredAt" LIMIT ${most} FOR UPDATE SKIP LOCKED))`

/** A trigger lets nothing go that is younger than a day. */
export const purgeAuditEvents: Purge = (db, most, keepDays) => db.$executeRaw`
  DELETE FROM "AuditEvent" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "AuditEvent" WHERE "at" < now() - make_interval(days => ${keepDays}::int)
    ORDER BY "at" LIMIT ${most} FOR UPDATE SKIP LOCKED))`
