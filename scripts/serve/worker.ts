import { audit } from '@/lib/audit/audit'
import { shutDownOnSignal } from '@/lib/http/graceful-shutdown'
import { shutDown } from '@/lib/process/lifecycle'
import { startOutboxWorker } from '@/lib/worker/outbox-worker'
import { openMigrated } from '../migrate/open-migrated'
import { configurationEvent } from './configuration-event'
import { readConfiguration } from './configure'
import { StartFailure } from './start-failure'

/** Dispatches messages until it is told to end; then finishes those that it has begun. */
export async function runWorker(): Promise<void> {
  const config = readConfiguration()
  if (!config.databaseUrl)
    throw new StartFailure(
      'A worker needs DATABASE_URL, since the embedded database serves one process; without it the server does the work itself.',
    )
  const database = await openMigrated(config)
  startOutboxWorker()
  audit(configurationEvent(config))
  console.log('Latchkey dispatches messages. Stop it with Ctrl+C.')
  const end = async () => {
    await shutDown()
    await database.close()
  }
  shutDownOnSignal(end, { startedByNpm: process.env.npm_lifecycle_event !== undefined })
}
