import { PGlite } from '@electric-sql/pglite'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type { Driver } from '@/lib/db/driver/client'
import { DatabaseUnavailable } from '@/lib/db/driver/errors'
import { engineDrivers, onEmbedded } from './drivers'
import { MIGRATIONS_DIR, NO_FILTERS, openEngine, readMigrations, readSchema, SCHEMA_FILE } from './schema-engine'

/** Applies pending migrations and returns their names. */
export async function applyMigrations(driver: Driver, dir = MIGRATIONS_DIR): Promise<string[]> {
  const migrationsList = readMigrations(dir)
  const { drivers, close } = engineDrivers(driver)
  const engine = await openEngine(drivers)
  try {
    await repairHistory(engine, dir)
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    return appliedMigrationNames
  } finally {
    engine.free()
    await close()
  }
}

/** Returns the SQL that the migrations lack compared to prisma/schema.prisma, or undefined if they match. */
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

// The engine stops after a failed migration, in case it is half applied. Here each migration is one transaction, so a
// failed one has no effect and can be retried.
async function repairHistory(engine: SchemaEngine, dir: string) {
  const { failedMigrationNames } = await diagnose(engine, dir)
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
  const { editedMigrationNames } = await diagnose(engine, dir)
  if (editedMigrationNames.length === 0) return
  throw new DatabaseUnavailable(
    `Migration ${editedMigrationNames.join(', ')} was edited after it had been applied. Restore it and put the change in a new migration (npm run db:migrate).`,
  )
}

const diagnose = (engine: SchemaEngine, dir: string) =>
  engine.diagnoseMigrationHistory({
    migrationsList: readMigrations(dir),
    optInToShadowDatabase: false,
    filters: NO_FILTERS,
  })
