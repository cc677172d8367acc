import type { Db, Tx } from '@/lib/db/driver/client'

export interface LimitQuery {
  key: string
  /** Whether it may reject the request. */
  decides: boolean
  /** Whether an event is recorded under it. If not, it is read without a lock. */
  takes: boolean
  seconds: number
  max: number | null
  /** Events that are kept; older ones don't count. */
  kept: number
  /** Seconds to wait after the n-th event. */
  spacing?: readonly number[]
  /** Times of events that don't count; each ignores the newest event at or before it. */
  forgiven?: Date[]
}

export interface RefusedKey {
  refusedKey: string
  waitSeconds: number
}

/** Decides all limits of a request together (R13). Returns the keys that reject it; without any, records its events. */
export const acquireLimits = (db: Db | Tx, limits: LimitQuery[]): Promise<RefusedKey[]> => db.$queryRaw<RefusedKey[]>`
  SELECT * FROM "acquireLimits"(${JSON.stringify(limits)}::jsonb)`

/** Returns how many events count under each key now, without counting or locking anything. */
export const countedEvents = (db: Db, keys: { key: string; seconds: number }[]) => db.$queryRaw<
  { key: string; counted: number }[]
>`
  SELECT l."key", (
    SELECT count(*)::int FROM "RateLimit" AS r, unnest(r."hits") AS h
    WHERE r."key" = l."key" AND h > now() - make_interval(secs => l."seconds")) AS "counted"
  FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS l("key" text, "seconds" int)`

/** Removes the newest event under each key, locking in key order to prevent deadlocks. */
export async function dropNewestHits(db: Db, keys: string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE "RateLimit" SET "hits" = trim_array("hits", 1) WHERE "key" = ANY(ARRAY(
      SELECT "key" FROM "RateLimit" WHERE "key" = ANY(${keys}::text[]) AND cardinality("hits") > 0 ORDER BY "key" FOR UPDATE))`
}

/** Deletes all counters except those of the given policies, in the lock order of requests. */
export const clearCounters = (tx: Tx, kept: string[]): Promise<number> => tx.$executeRaw`
  DELETE FROM "RateLimit" WHERE "key" IN (
    SELECT "key" FROM "RateLimit" WHERE split_part("key", ':', 1) <> ALL(${kept}::text[]) ORDER BY "key" FOR UPDATE)`

const LIFT = 'limits-lifted'
/** Exceeds the period of every sum. */
const LIFT_KEPT_HOURS = 25

export const noteLift = (tx: Tx): Promise<number> => tx.$executeRaw`
  INSERT INTO "RateLimit" ("key", "hits", "expiresAt")
  VALUES (${LIFT}, ARRAY[now()], now() + make_interval(hours => ${LIFT_KEPT_HOURS}::int))
  ON CONFLICT ("key") DO UPDATE SET "hits" = excluded."hits", "expiresAt" = excluded."expiresAt"`

export async function lastLift(db: Db): Promise<Date | null> {
  const rows = await db.$queryRaw<
    { at: Date | null }[]
  >`SELECT max(h) AS "at" FROM "RateLimit", unnest("hits") AS h WHERE "key" = ${LIFT}`
  return rows[0]?.at ?? null
}
