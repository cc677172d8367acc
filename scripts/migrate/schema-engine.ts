import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { MigrationDirectory, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import { singleton } from '@/lib/process/singleton'
import { contentHash } from '../content-hash.mjs'

export const MIGRATIONS_DIR = 'prisma/migrations'
export const SCHEMA_FILE = 'prisma/schema.prisma'
export const NO_FILTERS = { externalTables: [], externalEnums: [] }

type Bindings = { __wbg_set_wasm(exports: WebAssembly.Exports): void; SchemaEngine: typeof SchemaEngine }

/** Opens Prisma's schema engine on a database. Uses the WebAssembly build: the native one is not always available. */
export async function openEngine(drivers: object): Promise<SchemaEngine> {
  // All copies of this module share the bindings, and initializing them twice corrupts both engines.
  const engineClass = singleton('schema-engine', loadEngine)
  const datamodels: [string, string][] = [[SCHEMA_FILE, readSchema()]]
  return (await engineClass).new({ datamodels }, () => {}, drivers)
}

export const readSchema = () => fs.readFileSync(SCHEMA_FILE, 'utf8')

/** Returns a hash of the migrations and of the embedded PostgreSQL's version. */
export const migrationsFingerprint = () => contentHash(MIGRATIONS_DIR, 'node_modules/@electric-sql/pglite/package.json')

export function readMigrations(dir = MIGRATIONS_DIR): MigrationList {
  const lockfile = path.join(dir, 'migration_lock.toml')
  const names = fs.existsSync(dir)
    ? fs.readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  return {
    baseDir: dir,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: fs.existsSync(lockfile) ? fs.readFileSync(lockfile, 'utf8') : null,
    },
    migrationDirectories: names
      .map((entry) => entry.name)
      .sort()
      .map((name) => readMigration(dir, name)),
  }
}

function readMigration(dir: string, name: string): MigrationDirectory {
  const file = path.join(dir, name, 'migration.sql')
  const content = fs.existsSync(file)
    ? { tag: 'ok' as const, value: fs.readFileSync(file, 'utf8') }
    : { tag: 'error' as const, value: `${file} is missing` }
  return { path: name, migrationFile: { path: 'migration.sql', content } }
}

// Node cannot import .wasm files, so the module is instantiated manually.
async function loadEngine(): Promise<typeof SchemaEngine> {
  const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as Bindings
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = fs.readFileSync(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings as never })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return bindings.SchemaEngine
}
