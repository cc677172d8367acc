import { PGlite } from '@electric-sql/pglite'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type { Driver } from '@/lib/db/driver/client'
import { DatabaseUnavailable } from '@/lib/db/driver/errors'
import { engineDrivers, onEmbedded } from './drivers'
import { MIGRATIONS_DIR, NO_FILTERS, openEngine, readMigrations, readSchema, SCHEMA_FILE } from './schema-engine'

/** Brings a database up to the migrations folder; answers which migrations were applied. */
export async function applyMigrations(driver: Driver, dir = MIGRATIONS_DIR): Promise<string[]> {
  const migrationsList = readMigrations(dir)
  const { drivers, close } = engineDrivers(driver)
  const engine = await openEngine(drivers)
  try {
    await settleHistory(engine, dir)
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    return appliedMigrationNames
  } finally {
    engine.free()
    await close()
  }
}

/** The SQL that leads from the migrations to prisma/schema.prisma; undefined when they say the same. */
export async function diffToSchema(dir = MIGRATIONS_DIR): Promise<string | undefined> {
  const lite = await PGlite.create()
  const engine = await openEngine(onEmbedded(lite).drivers)
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(dir) },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA_FILE, content: readSchema() }] },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    })
    return exitCode === 2 ? (stdout ?? undefined) : undefined
  } finally {
    engine.free()
    await lite.close()
  }
}

// The engine refuses to go on after a failed migration, since elsewhere it may be half applied. Here a migration is
// one transaction, so a failed one has left nothing and may be put right and tried again.
async function settleHistory(engine: SchemaEngine, dir: string) {
  const { failedMigrationNames } = await diagnose(engine, dir)
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
  const { editedMigrationNames } = await diagnose(engine, dir)
  if (editedMigrationNames.length === 0) return
  throw new DatabaseUnavailable(
    `The migration ${editedMigrationNames.join(', ')} was edited after it had been applied; restore it and put the change into a new migration (npm run db:migrate).`,
  )
}

const diagnose = (engine: SchemaEngine, dir: string) =>
  engine.diagnoseMigrationHistory({
    migrationsList: readMigrations(dir),
    optInToShadowDatabase: false,
    filters: NO_FILTERS,
  })
