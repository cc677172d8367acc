import type { Db, Tx } from '@/lib/db/driver/client'

export interface Counts {
  attempted: number
  succeeded: number
}

export interface TallyChange extends Counts {
  subject: string
}

/** Sums of the last hour and of the last ten minutes (`recent`). */
export interface TallyRow {
  subject: string
  hourAttempted: number
  hourSucceeded: number
  recentAttempted: number
  recentSucceeded: number
  isUnderAttack: boolean
}

/** Adds this process's changes and returns the previous sums; writes in key order to prevent deadlocks. */
export const exchangeTallies = (db: Db, changes: TallyChange[]) => db.$queryRaw<TallyRow[]>`
  WITH added AS (
    INSERT INTO "Tally" AS t ("seconds", "at", "subject", "attempted", "succeeded")
    SELECT w.seconds, to_timestamp(floor(extract(epoch FROM now()) / w.seconds) * w.seconds), c.subject, c.attempted, c.succeeded
    FROM unnest(${changes.map(({ subject }) => subject)}::text[], ${changes.map(({ attempted }) => attempted)}::int[],
                ${changes.map(({ succeeded }) => succeeded)}::int[]) AS c(subject, attempted, succeeded),
         (VALUES (60), (3600)) AS w(seconds)
    ORDER BY w.seconds, c.subject
    ON CONFLICT ("seconds", "at", "subject") DO UPDATE
    SET "attempted" = t."attempted" + excluded."attempted", "succeeded" = t."succeeded" + excluded."succeeded"),
  sums AS (
    SELECT "subject",
           sum("attempted")::int AS "hourAttempted", sum("succeeded")::int AS "hourSucceeded",
           (sum("attempted") FILTER (WHERE "at" > now() - interval '10 minutes'))::int AS "recentAttempted",
           (sum("succeeded") FILTER (WHERE "at" > now() - interval '10 minutes'))::int AS "recentSucceeded"
    FROM "Tally" WHERE "seconds" = 60 AND "at" > now() - interval '1 hour' GROUP BY "subject")
  SELECT "subject", coalesce("hourAttempted", 0) AS "hourAttempted", coalesce("hourSucceeded", 0) AS "hourSucceeded",
         coalesce("recentAttempted", 0) AS "recentAttempted", coalesce("recentSucceeded", 0) AS "recentSucceeded",
         a."begunAt" IS NOT NULL AS "isUnderAttack"
  FROM sums FULL JOIN "Attack" AS a USING ("subject")`

/** Returns the average successes per hour over the last seven days, by subject. */
export async function usualSuccesses(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ subject: string; successes: number }[]>`
    SELECT "subject", sum("succeeded")::float8 / (7 * 24) AS "successes" FROM "Tally"
    WHERE "seconds" = 3600 AND "at" > now() - interval '7 days' GROUP BY "subject"`
  return new Map(rows.map(({ subject, successes }) => [subject, successes]))
}

export async function clearTallies(tx: Tx): Promise<void> {
  await tx.$executeRaw`DELETE FROM "Tally"`
  await tx.$executeRaw`DELETE FROM "Attack"`
}

/** Deletes minutes after two hours and hours after eight days: no sum reads them. */
export const purgeTallies = (db: Db, limit: number): Promise<number> => db.$executeRaw`
  DELETE FROM "Tally" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "Tally"
    WHERE ("seconds" = 60 AND "at" < now() - interval '2 hours') OR ("seconds" = 3600 AND "at" < now() - interval '8 days')
    LIMIT ${limit} FOR UPDATE SKIP LOCKED))`

/** Records the start of an attack. Returns false if another process was first. */
export const insertAttack = async (tx: Tx, subject: string): Promise<boolean> =>
  (await tx.$executeRaw`INSERT INTO "Attack" ("subject") VALUES (${subject}) ON CONFLICT DO NOTHING`) === 1

/** Records the end of an attack. Returns false if another process was first. */
export const deleteAttack = async (tx: Tx, subject: string): Promise<boolean> =>
  (await tx.$executeRaw`DELETE FROM "Attack" WHERE "subject" = ${subject}`) === 1
