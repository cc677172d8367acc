import fs from 'node:fs'
import path from 'node:path'
import { type OpenDatabase, openDatabase } from '@/lib/db/driver/client'
import { embeddedDir } from '@/lib/db/driver/embedded-dir'
import { secondsSince } from '../exec.mjs'
import { isMigrated } from './history'
import { migrationsFingerprint } from './schema-engine'

const stampOf = (dataDir: string) => path.join(embeddedDir(dataDir), 'latchkey-migrated')

/** Whether the embedded database is up to date. It has no other writers, so a stamp saves querying its migrations. */
export const isPrepared = (dataDir: string): boolean =>
  fs.existsSync(stampOf(dataDir)) && fs.readFileSync(stampOf(dataDir), 'utf8') === migrationsFingerprint()

export async function openMigrated(configured: { databaseUrl?: string; dataDir: string }): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = configured
  if (databaseUrl) return migrated(await openDatabase({ url: databaseUrl }))
  if (isPrepared(dataDir)) return openDatabase({ dataDir })
  console.log('> preparing the database ...')
  const start = performance.now()
  const database = await openDatabase({ dataDir })
  fs.rmSync(stampOf(dataDir), { force: true })
  await migrated(database)
  fs.writeFileSync(stampOf(dataDir), migrationsFingerprint())
  console.log(`  preparing the database: ${secondsSince(start)}`)
  return database
}

async function migrated(database: OpenDatabase): Promise<OpenDatabase> {
  try {
    if (await isMigrated(database.prisma)) return database
    const { applyMigrations } = await import('./migrations')
    await applyMigrations(database.driver)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
