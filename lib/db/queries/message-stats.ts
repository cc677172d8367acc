import type { Db } from '@/lib/db/driver/client'
import { type MessageStatus, Prisma } from '@/lib/db/generated/client'

export interface Backlog {
  waiting: number
  oldestSeconds: number
  /** SMS of the last hour that no gateway accepted, except for reasons that concern the number. */
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
  atMs: number
  /** Of its latest dispatch. */
  status: MessageStatus
  dispatches: number
  delivered: boolean
  /** No dispatch is waiting or can have reached a carrier. */
  unsent: boolean
}

/** SQL: selects every SMS of a verification, oldest first. */
export const smsReportsOf = (verificationId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT extract(epoch FROM min(m."createdAt"))::float8 * 1000 AS "atMs",
         (array_agg(m."status" ORDER BY m."createdAt" DESC, m."id" DESC))[1] AS "status",
         count(*)::int AS "dispatches",
         bool_or(m."status" = 'DELIVERED') AS "delivered",
         bool_and(m."status" IN ('FAILED', 'EXPIRED', 'CANCELED')) AS "unsent"
  FROM "Message" AS m WHERE m."verificationId" = ${verificationId}
  GROUP BY m."smsId" ORDER BY min(m."createdAt"), m."smsId"`

/** Counts of accepted messages; `reported` are those with a final receipt. */
export interface Reports {
  gateway: string
  recent: number
  recentReported: number
  usual: number
  usualReported: number
}

/** Compares the last 15 minutes, without messages too recent for a receipt, with the hours before. */
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
