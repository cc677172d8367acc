import { createHash } from 'node:crypto'
import type { Db, Tx } from '@/lib/db/driver/client'
import { MIGRATIONS_DIR, readMigrations } from './schema-engine'

type Entry = { name: string; checksum: string }

/**
 * Returns whether the database's history consists of exactly these migrations, all applied. If so, a start does not load
 * Prisma's engine, which takes a second and tens of megabytes; otherwise the engine decides.
 */
export async function isMigrated(db: Db | Tx, dir = MIGRATIONS_DIR): Promise<boolean> {
  const [table] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`
  if (!table?.exists) return false
  const applied = await db.$queryRaw<Entry[]>`
    SELECT "migration_name" AS "name", CASE WHEN "finished_at" IS NULL THEN 'unfinished' ELSE "checksum" END AS "checksum"
    FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`
  return described(applied) === described(expected(dir))
}

const described = (entries: Entry[]) =>
  entries
    .map(({ name, checksum }) => `${name} ${checksum}`)
    .sort()
    .join('\n')

const expected = (dir: string): Entry[] =>
  readMigrations(dir).migrationDirectories.map(({ path: name, migrationFile: { content } }) => ({
    name,
    checksum: content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : 'missing',
  }))
