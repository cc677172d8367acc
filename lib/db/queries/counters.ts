import type { Db, Tx } from '@/lib/db/driver/client'

export interface CountersNow {
  /** The database's time, in milliseconds. */
  nowMs: number
  /** The events under each key that has any, likewise. */
  hitsMs: Map<string, number[]>
}

type CounterRow = { key: string | null; hits: number[] | null; now: number }

const asNow = (rows: CounterRow[]): CountersNow => ({
  nowMs: rows[0]?.now ?? 0,
  hitsMs: new Map(rows.flatMap(({ key, hits }) => (key === null ? [] : [[key, hits ?? []]]))),
})

/**
 * Makes missing counters, locks them all, and reads them and those that are only asked about. Every request locks in the
 * order of the keys, so that none wait for each other in a circle; the upsert locks a row even if a purge removes it at
 * the same moment, and returns what it holds once it is locked.
 */
export async function lockCounters(tx: Tx, keys: { taken: string[]; asked: string[] }): Promise<CountersNow> {
  return asNow(
    await tx.$queryRaw<CounterRow[]>`
    WITH locked AS (
      INSERT INTO "RateLimit" ("key", "hits") SELECT k, '{}' FROM unnest(${keys.taken}::text[]) AS k ORDER BY k
      ON CONFLICT ("key") DO UPDATE SET "expiresAt" = "RateLimit"."expiresAt"
      RETURNING "key", "hits")
    SELECT c."key", extract(epoch FROM now())::float8 * 1000 AS now,
           ARRAY(SELECT extract(epoch FROM h)::float8 * 1000 FROM unnest(c."hits") AS h) AS hits
    FROM (SELECT 1) AS one LEFT JOIN (
      SELECT * FROM locked UNION ALL SELECT "key", "hits" FROM "RateLimit" WHERE "key" = ANY(${keys.asked}::text[])
    ) AS c ON true`,
  )
}

/** The same without locking, which only informs. */
export async function readCounters(db: Db, keys: string[]): Promise<CountersNow> {
  return asNow(
    await db.$queryRaw<CounterRow[]>`
    SELECT c."key", extract(epoch FROM now())::float8 * 1000 AS now,
           ARRAY(SELECT extract(epoch FROM h)::float8 * 1000 FROM unnest(c."hits") AS h) AS hits
    FROM (SELECT 1) AS one LEFT JOIN "RateLimit" AS c ON c."key" = ANY(${keys}::text[])`,
  )
}

export interface Hit {
  key: string
  windowSeconds: number
  /** How many events may count at most: older ones are of no use. */
  max: number
}

/** More than any limit counts; what has none is bounded by others. */
const MOST_KEPT = 1000

/** Records one event under each key and forgets those that have left the window. */
export async function addHits(tx: Tx, hits: Hit[]): Promise<void> {
  const keys = hits.map((hit) => hit.key)
  const windows = hits.map((hit) => hit.windowSeconds)
  const most = hits.map((hit) => Math.min(hit.max, MOST_KEPT))
  await tx.$executeRaw`
    UPDATE "RateLimit" AS c
    SET "hits" = ARRAY(SELECT h FROM (
          SELECT h FROM unnest(array_append(c."hits", now()::timestamptz(3))) AS h
          WHERE h > now() - make_interval(secs => taken.seconds) ORDER BY h DESC LIMIT taken.most) AS newest ORDER BY h),
        "expiresAt" = now() + make_interval(secs => taken.seconds)
    FROM unnest(${keys}::text[], ${windows}::int[], ${most}::int[]) AS taken("key", seconds, most)
    WHERE c."key" = taken."key"`
}

export async function dropNewestHits(db: Db, keys: string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE "RateLimit" SET "hits" = trim_array("hits", 1) WHERE "key" IN (
      SELECT "key" FROM "RateLimit" WHERE "key" = ANY(${keys}::text[]) AND cardinality("hits") > 0 ORDER BY "key" FOR UPDATE)`
}

/** Deletes all counters except those of the named policies, locking in the order in which requests lock. */
export const clearCounters = (tx: Tx, kept: string[]): Promise<number> => tx.$executeRaw`
  DELETE FROM "RateLimit" WHERE "key" IN (
    SELECT "key" FROM "RateLimit" WHERE split_part("key", ':', 1) <> ALL(${kept}::text[]) ORDER BY "key" FOR UPDATE)`

/** No policy has this name. */
const LIFT = 'limits-lifted'
/** Longer than any sum goes back. */
const LIFT_KEPT_HOURS = 25

/** Records that the demo's limits were lifted now. */
export const noteLift = (tx: Tx): Promise<number> => tx.$executeRaw`
  INSERT INTO "RateLimit" ("key", "hits", "expiresAt")
  VALUES (${LIFT}, ARRAY[now()], now() + make_interval(hours => ${LIFT_KEPT_HOURS}::int))
  ON CONFLICT ("key") DO UPDATE SET "hits" = excluded."hits", "expiresAt" = excluded."expiresAt"`

/** Returns when the demo's limits were last lifted, or null. */
export async function lastLift(db: Db): Promise<Date | null> {
  const rows = await db.$queryRaw<
    { at: Date | null }[]
  >`SELECT max(h) AS "at" FROM "RateLimit", unnest("hits") AS h WHERE "key" = ${LIFT}`
  return rows[0]?.at ?? null
}
