import fs from 'node:fs'
import path from 'node:path'
import { type OpenDatabase, openDatabase } from '@/lib/db/driver/client'
import { embeddedDir } from '@/lib/db/driver/embedded'
import { secondsSince } from '../exec.mjs'
import { applyMigrations } from './migrations'
import { migrationsFingerprint } from './schema-engine'

/** Opens the configured database and brings it up to date. */
export async function openMigrated(configured: { databaseUrl?: string; dataDir: string }): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = configured
  if (databaseUrl) return migrated(await openDatabase({ url: databaseUrl }))
  // Nobody else writes into an embedded database, so a note inside it saves asking it at every start.
  const note = path.join(embeddedDir(dataDir), 'latchkey-migrated')
  const fingerprint = migrationsFingerprint()
  if (fs.existsSync(note) && fs.readFileSync(note, 'utf8') === fingerprint) return openDatabase({ dataDir })
  console.log('> preparing the database ...')
  const start = performance.now()
  const database = await openDatabase({ dataDir })
  fs.rmSync(note, { force: true })
  await migrated(database)
  fs.writeFileSync(note, fingerprint)
  console.log(`  preparing the database: ${secondsSince(start)}`)
  return database
}

async function migrated(database: OpenDatabase): Promise<OpenDatabase> {
  try {
    await applyMigrations(database.driver)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
