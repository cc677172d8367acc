import fs from 'node:fs'
import pg from 'pg'
import { lockDataDir } from '@/lib/db/driver/data-dir-lock'
import { embeddedDir } from '@/lib/db/driver/embedded-dir'
import { makePrivateFolder } from '@/lib/db/driver/private-folder'
import { rebuildSpend } from '@/lib/db/queries/spend'
import { isLoopback } from '@/lib/http/hosts'
import { auditTrail } from '../audit-trail'
import { StartFailure } from '../serve/start-failure'
import { writeMigration } from './new-migration'
import { openMigrated } from './open-migrated'

type Configured = { databaseUrl?: string; dataDir: string }

/** Terminal commands on the configured database. Each returns a message to print. */
export const commands = { reset, migrate, audit: auditTrail, 'rebuild-spend': rebuildTotals }

async function reset(configured: Configured): Promise<string> {
  if (configured.databaseUrl) await emptyServer(configured.databaseUrl)
  else await emptyEmbedded(configured.dataDir)
  const database = await openMigrated(configured)
  await database.close()
  return 'The database is empty and up to date.'
}

async function migrate(configured: Configured, name: string): Promise<string> {
  if (!name) throw new StartFailure('Pass a name for the migration: npm run db:migrate -- add-column')
  const folder = await writeMigration(name)
  const database = await openMigrated(configured)
  await database.close()
  const news = folder ? `Wrote prisma/migrations/${folder}` : 'The migrations already match the schema'
  return `${news}; the database is up to date.`
}

async function rebuildTotals(configured: Configured): Promise<string> {
  const database = await openMigrated(configured)
  const count = await rebuildSpend(database.prisma).finally(database.close)
  return `Spending caps: computed ${count} totals from the messages of the last 25 hours.`
}

async function emptyEmbedded(dataDir: string) {
  makePrivateFolder(dataDir)
  const unlock = await lockDataDir(dataDir)
  fs.rmSync(embeddedDir(dataDir), { recursive: true, force: true })
  unlock()
}

async function emptyServer(url: string) {
  const { hostname } = new URL(url)
  if (!isLoopback(hostname.replace(/^\[|\]$/g, ''))) {
    throw new StartFailure(
      `DATABASE_URL points to ${hostname}, but this command only empties databases on this machine.`,
    )
  }
  const client = new pg.Client(url)
  await client.connect()
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await client.end()
}
