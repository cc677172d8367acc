import { audit } from '@/lib/audit/audit'
import { shutDownOnSignal } from '@/lib/http/graceful-shutdown'
import { shutDown } from '@/lib/process/lifecycle'
import { startOutboxWorker } from '@/lib/worker/outbox-worker'
import { openMigrated } from '../migrate/open-migrated'
import { configurationEvent } from './configuration-event'
import { readConfiguration } from './configure'
import { StartFailure } from './start-failure'

/** Runs the outbox worker until a shutdown signal, then finishes the dispatches in progress. */
export async function runWorker(): Promise<void> {
  const config = readConfiguration()
  if (!config.databaseUrl)
    throw new StartFailure(
      'A worker requires DATABASE_URL, since the embedded database supports one process. Without it, the server dispatches messages itself.',
    )
  const database = await openMigrated(config)
  startOutboxWorker()
  audit(configurationEvent(config))
  console.log('The Latchkey worker is dispatching messages. Press Ctrl+C to stop.')
  const end = async () => {
    await shutDown()
    await database.close()
  }
  shutDownOnSignal(end, { startedByNpm: process.env.npm_lifecycle_event !== undefined })
}
