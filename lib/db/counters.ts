import type { Db, Tx } from './client'

/** Makes missing counters, locks them all and reads them; keys must come sorted, so that two requests never deadlock. */
export async function lockCounters(tx: Tx, sortedKeys: string[]) {
  await tx.$executeRaw`
    INSERT INTO "Counter" ("key", "hits") SELECT k, '{}' FROM unnest(${sortedKeys}::text[]) AS k ON CONFLICT DO NOTHING`
  await tx.$executeRaw`SELECT 1 FROM "Counter" WHERE "key" = ANY(${sortedKeys}::text[]) ORDER BY "key" FOR UPDATE`
  return readCounters(tx, sortedKeys)
}

/** The events under each key, and the database's time, in milliseconds. */
export async function readCounters(
  db: Db | Tx,
  keys: string[],
): Promise<{ nowMs: number; hitsMs: Map<string, number[]> }> {
  const rows = await db.$queryRaw<{ key: string | null; hits: number[] | null; now: number }[]>`
    SELECT c."key", extract(epoch FROM now())::float8 * 1000 AS now,
           ARRAY(SELECT extract(epoch FROM h)::float8 * 1000 FROM unnest(c."hits") AS h) AS hits
    FROM (SELECT 1) AS one LEFT JOIN "Counter" AS c ON c."key" = ANY(${keys}::text[])`
  return {
    nowMs: rows[0]?.now ?? 0,
    hitsMs: new Map(rows.flatMap(({ key, hits }) => (key === null ? [] : [[key, hits ?? []]]))),
  }
}

/** Records one event under each key and forgets those that have left the window. */
export async function addHits(tx: Tx, hits: { key: string; windowSeconds: number }[]): Promise<void> {
  const keys = hits.map((hit) => hit.key)
  const windows = hits.map((hit) => hit.windowSeconds)
  await tx.$executeRaw`
    UPDATE "Counter" AS c
    SET "hits" = array_append(ARRAY(SELECT h FROM unnest(c."hits") AS h WHERE h > now() - make_interval(secs => paid.seconds)), now()),
        "expiresAt" = now() + make_interval(secs => paid.seconds)
    FROM unnest(${keys}::text[], ${windows}::int[]) AS paid("key", seconds)
    WHERE c."key" = paid."key"`
}

export async function dropNewestHit(db: Db, key: string): Promise<void> {
  await db.$executeRaw`UPDATE "Counter" SET "hits" = trim_array("hits", 1) WHERE "key" = ${key} AND cardinality("hits") > 0`
}
