import type { Db, Tx } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'

/** Longer than the period of any cap. */
const KEPT_HOURS = 25
/** Number of parts of a period, by which caps refill gradually. */
export const PARTS = 60

/** SQL for a message's cost in segments unless it failed. Nothing is sent by the null gateway. */
export const fullCost = (message: string): string =>
  `CASE WHEN ${message}."gateway" = 'null' THEN 0 ELSE coalesce(${message}."segments", 1) END`

/** SQL for a message's cost in segments. Refused and unsent messages cost nothing. */
export const costOf = (message: string): string =>
  `CASE WHEN ${message}."status" IN ('FAILED', 'EXPIRED', 'CANCELED') THEN 0 ELSE ${fullCost(message)} END`

/** SQL: records changes of cost, from a CTE with the columns `createdAt`, `country`, `template` and `change`. */
export const insertSpend = (cte: string): Prisma.Sql =>
  Prisma.raw(`INSERT INTO "SpendChange" ("at", "country", "template", "segments")
    SELECT "createdAt", "country", "template", "change" FROM "${cte}" WHERE "change" <> 0`)

export interface SegmentCount {
  country: string
  /** Parts elapsed since; 0 is the newest. */
  age: number
  segments: number
  watched: number
}

/**
 * Returns segments by country and part of the last `hours`. Reads totals by minute, so its time does not grow with the
 * number of messages.
 */
export const segmentsWithin = (db: Db, of: { hours: number; templates: string[] }) => db.$queryRaw<SegmentCount[]>`
  SELECT "country",
         least(${PARTS}::int - 1, greatest(0, floor(extract(epoch FROM now() - "minute") * ${PARTS}::int / (${of.hours}::int * 3600))))::int AS "age",
         sum("segments")::int AS "segments",
         coalesce(sum("segments") FILTER (WHERE "template" = ANY(${of.templates})), 0)::int AS "watched"
  FROM (SELECT "minute", "country", "template", "segments" FROM "SpendTotal"
        UNION ALL SELECT date_trunc('minute', "at"), "country", "template", "segments" FROM "SpendChange") AS spent
  WHERE "minute" > now() - make_interval(hours => ${of.hours}::int, mins => 1)
  GROUP BY 1, 2`

/** Adds changes to the totals, in key order to prevent deadlocks. Returns how many, at most `most`. */
export async function addSpendToTotals(db: Db, most: number): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    WITH "taken" AS (
      DELETE FROM "SpendChange" WHERE "id" = ANY(ARRAY(
        SELECT "id" FROM "SpendChange" ORDER BY "id" LIMIT ${most} FOR UPDATE SKIP LOCKED))
      RETURNING *),
    "added" AS (
      INSERT INTO "SpendTotal" AS t ("minute", "country", "template", "segments")
      SELECT date_trunc('minute', "at") AS "minute", "country", "template", sum("segments") FROM "taken"
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT ("minute", "country", "template") DO UPDATE SET "segments" = t."segments" + excluded."segments")
    SELECT count(*)::int AS "count" FROM "taken"`
  return rows[0]?.count ?? 0
}

/** Sets all sums to zero. The lock blocks other changes of totals until the transaction ends, but not messages. */
export async function clearSpend(tx: Tx): Promise<void> {
  await tx.$executeRaw`LOCK TABLE "SpendTotal" IN EXCLUSIVE MODE`
  await tx.$executeRaw`DELETE FROM "SpendTotal"`
  await tx.$executeRaw`DELETE FROM "SpendChange"`
}

/**
 * Recomputes the totals from messages. Safe while messages are written: one statement deletes the changes that it sums up,
 * and later changes remain.
 */
export const rebuildSpend = (db: Db): Promise<number> =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "SpendTotal" IN EXCLUSIVE MODE`
    await tx.$executeRaw`DELETE FROM "SpendTotal"`
    return tx.$executeRaw`
      WITH "included" AS (DELETE FROM "SpendChange")
      INSERT INTO "SpendTotal" ("minute", "country", "template", "segments")
      SELECT date_trunc('minute', m."createdAt"), m."country", m."template", sum(${Prisma.raw(costOf('m'))})
      FROM "Message" AS m WHERE m."createdAt" > now() - make_interval(hours => ${KEPT_HOURS}::int)
      GROUP BY 1, 2, 3 HAVING sum(${Prisma.raw(costOf('m'))}) <> 0`
  })
