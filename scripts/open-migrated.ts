import fs from 'node:fs'
import path from 'node:path'
import { type OpenDatabase, openDatabase } from '@/lib/db/client'
import { embeddedDir } from '@/lib/db/embedded'
import { migrationsFingerprint } from './fingerprint'
import { applyMigrations } from './migrations'

/** Opens the configured database and brings it up to date. */
export async function openMigrated(configured: { databaseUrl?: string; dataDir: string }): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = configured
  const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { dataDir })
  try {
    if (databaseUrl) await applyMigrations(database.driver)
    else await migrateEmbedded(database, path.join(embeddedDir(dataDir), 'latchkey-migrated'))
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

// Nobody else writes into an embedded database, so a note inside it saves asking it at every start.
async function migrateEmbedded(database: OpenDatabase, note: string) {
  const fingerprint = migrationsFingerprint()
  if (fs.existsSync(note) && fs.readFileSync(note, 'utf8') === fingerprint) return
  fs.rmSync(note, { force: true })
  await applyMigrations(database.driver)
  fs.writeFileSync(note, fingerprint)
}
