import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../migrate/migrations'
import { migrationsFingerprint } from '../migrate/schema-engine'

declare module 'vitest' {
  export interface ProvidedContext {
    snapshotFile: string
  }
}

const CACHE_DIR = 'node_modules/.cache/latchkey'

/** Caches a snapshot of a migrated database: restoring takes tenths of a second, migrating takes seconds. */
export default async function setup(project: TestProject) {
  const file = path.resolve(CACHE_DIR, `${migrationsFingerprint()}.tar`)
  if (!fs.existsSync(file)) await makeSnapshot(file)
  project.provide('snapshotFile', file)
}

async function makeSnapshot(file: string) {
  const lite = await PGlite.create()
  await applyMigrations({ kind: 'embedded', lite })
  const snapshot = await lite.dumpDataDir('none')
  await lite.close()
  fs.rmSync(CACHE_DIR, { recursive: true, force: true })
  fs.mkdirSync(CACHE_DIR, { recursive: true })
  fs.writeFileSync(`${file}.part`, Buffer.from(await snapshot.arrayBuffer()))
  fs.renameSync(`${file}.part`, file)
}
