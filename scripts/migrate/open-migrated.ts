import fs from 'node:fs'
import path from 'node:path'
import { type OpenDatabase, openDatabase } from '@/lib/db/driver/client'
import { embeddedDir } from '@/lib/db/driver/embedded'
import { secondsSince } from '../exec.mjs'
import { applyMigrations } from './migrations'
import { migrationsFingerprint } from './schema-engine'

export async function openMigrated(configured: { databaseUrl?: string; dataDir: string }): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = configured
  if (databaseUrl) return migrated(await openDatabase({ url: databaseUrl }))
  // An embedded database has no other writers, so a stamp file saves querying its migrations at every start.
  const stamp = path.join(embeddedDir(dataDir), 'latchkey-migrated')
  const fingerprint = migrationsFingerprint()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint) return openDatabase({ dataDir })
  console.log('> preparing the database ...')
  const start = performance.now()
  const database = await openDatabase({ dataDir })
  fs.rmSync(stamp, { force: true })
  await migrated(database)
  fs.writeFileSync(stamp, fingerprint)
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
