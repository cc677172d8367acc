import type { Db } from './client'
import type { MessageStatus } from './generated/client'

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

/** How the newest SMS of a verification fares: the status of its latest hand-over, and how many there were. */
export async function latestHandOver(
  db: Db,
  verificationId: string,
): Promise<{ status: MessageStatus; handOvers: number; delivered: boolean } | null> {
  const rows = await db.$queryRaw<{ status: MessageStatus; handOvers: number; delivered: boolean }[]>`
    SELECT "status", count(*) OVER (PARTITION BY "smsId")::int AS "handOvers",
           bool_or("status" = 'DELIVERED') OVER (PARTITION BY "smsId") AS "delivered"
    FROM "Message" WHERE "verificationId" = ${verificationId}::uuid ORDER BY "createdAt" DESC LIMIT 1`
  return rows[0] ?? null
}

/** What became of the messages that a gateway took: `settled` are those that a final receipt came for. */
export interface Reports {
  gateway: string
  recent: number
  recentSettled: number
  usual: number
  usualSettled: number
}

/** Per gateway: messages of the last quarter of an hour that are old enough to have been heard of, and of the hours before. */
export const receiptRates = (db: Db) => db.$queryRaw<Reports[]>`
  SELECT "gateway",
         count(*) FILTER (WHERE "createdAt" > now() - interval '15 minutes')::int AS "recent",
         count(*) FILTER (WHERE "createdAt" > now() - interval '15 minutes' AND "status" >= 'UNDELIVERED')::int AS "recentSettled",
         count(*) FILTER (WHERE "createdAt" <= now() - interval '15 minutes')::int AS "usual",
         count(*) FILTER (WHERE "createdAt" <= now() - interval '15 minutes' AND "status" >= 'UNDELIVERED')::int AS "usualSettled"
  FROM "Message"
  WHERE "createdAt" BETWEEN now() - interval '6 hours' AND now() - interval '1 minute'
    AND "status" IN ('ACCEPTED', 'UNDELIVERED', 'DELIVERED') AND "gateway" <> 'null'
  GROUP BY "gateway"`
