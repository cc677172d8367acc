import type { Db } from '@/lib/db/driver/client'
import type { MessageStatus } from '@/lib/db/generated/client'

export interface Backlog {
  waiting: number
  oldestSeconds: number
  /** SMS of the last hour that ended without a gateway that took them, other than for their number. */
  deadEnds: number
}

export async function outboxBacklog(db: Db): Promise<Backlog> {
  const rows = await db.$queryRaw<Backlog[]>`
    SELECT count(*)::int AS waiting,
           coalesce(floor(extract(epoch FROM now() - min("notBefore"))), 0)::int AS "oldestSeconds",
           (SELECT count(*)::int FROM "Message" AS f
            WHERE f."status" IN ('FAILED', 'EXPIRED') AND f."notBefore" > now() - interval '1 hour'
              AND coalesce(f."refusal", '') NOT IN ('number', 'opted-out')
              AND NOT EXISTS (SELECT 1 FROM "Message" AS n WHERE n."previousId" = f."id")) AS "deadEnds"
    FROM "Message" WHERE "status" IN ('QUEUED', 'SENDING') AND "notBefore" <= now()`
  return rows[0] ?? { waiting: 0, oldestSeconds: 0, deadEnds: 0 }
}

/** One SMS of a verification, over all its dispatches. */
export interface SmsReport {
  /** When it was requested, in the database's time. */
  atMs: number
  /** Of its latest dispatch. */
  status: MessageStatus
  dispatches: number
  delivered: boolean
  /** None of its dispatches waits or can have reached a carrier. */
  unsent: boolean
}

/** Returns every SMS of a verification, oldest first. */
export const smsReports = (db: Db, verificationId: string): Promise<SmsReport[]> => db.$queryRaw<SmsReport[]>`
  SELECT extract(epoch FROM min(m."createdAt"))::float8 * 1000 AS "atMs",
         (array_agg(m."status" ORDER BY m."createdAt" DESC, m."id" DESC))[1] AS "status",
         count(*)::int AS "dispatches",
         bool_or(m."status" = 'DELIVERED') AS "delivered",
         bool_and(m."status" IN ('FAILED', 'EXPIRED', 'CANCELED')) AS "unsent"
  FROM "Message" AS m WHERE m."verificationId" = ${verificationId}::uuid
  GROUP BY m."smsId" ORDER BY min(m."createdAt"), m."smsId"`

/** What became of the messages that a gateway took: `reported` are those that a final receipt came for. */
export interface Reports {
  gateway: string
  recent: number
  recentReported: number
  usual: number
  usualReported: number
}

/** Per gateway: messages of the last quarter of an hour that are old enough to have been heard of, and of the hours before. */
export const receiptRates = (db: Db) => db.$queryRaw<Reports[]>`
  SELECT "gateway",
         count(*) FILTER (WHERE "createdAt" > now() - interval '15 minutes')::int AS "recent",
         count(*) FILTER (WHERE "createdAt" > now() - interval '15 minutes' AND "status" >= 'UNDELIVERED')::int AS "recentReported",
         count(*) FILTER (WHERE "createdAt" <= now() - interval '15 minutes')::int AS "usual",
         count(*) FILTER (WHERE "createdAt" <= now() - interval '15 minutes' AND "status" >= 'UNDELIVERED')::int AS "usualReported"
  FROM "Message"
  WHERE "createdAt" BETWEEN now() - interval '6 hours' AND now() - interval '1 minute'
    AND "status" IN ('ACCEPTED', 'UNDELIVERED', 'DELIVERED') AND "gateway" <> 'null'
  GROUP BY "gateway"`
