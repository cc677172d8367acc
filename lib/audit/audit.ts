import { db, type Tx } from '@/lib/db/driver/client'
import { insertAuditEvents } from '@/lib/db/queries/audit-events'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { singleton } from '@/lib/process/singleton'
import type { AuditEvent } from './events'
import { AuditQueue } from './queue'
import { logRow, rowOf } from './row'

const FLUSH_EVERY_MS = 1000
const MAX_WAITING = 1000

const queue = singleton(
  'audit-queue',
  () =>
    new AuditQueue({
      store: (events) => insertAuditEvents(db(), events),
      log: logRow,
      most: MAX_WAITING,
      nowMs: () => performance.now(),
    }),
)

const pending = singleton<{ flush?: { cancel: () => void } }>('audit-flush', () => ({}))

/** Writes the event in the transaction of the change it records. Its log line precedes the commit, which may fail. */
export async function auditWithin(tx: Tx, event: AuditEvent): Promise<void> {
  const row = rowOf(event)
  await insertAuditEvents(tx, [{ ...row, count: 1, secondsAgo: 0 }])
  logRow(row)
}

/** Queues an event, stored within two seconds. Never delays or fails the request. */
export function audit(event: AuditEvent): void {
  try {
    queue.add(rowOf(event))
    flushSoon()
  } catch (error) {
    log().error({ event: 'audit.not-taken', error: errorFacts(error) })
  }
}

function flushSoon(): void {
  if (pending.flush) return
  const timer = setTimeout(flush, FLUSH_EVERY_MS)
  timer.unref()
  const unregister = onShutdown(() => flush({ atOnce: true }))
  pending.flush = {
    cancel: () => {
      clearTimeout(timer)
      unregister()
    },
  }
}

async function flush({ atOnce = false } = {}): Promise<void> {
  pending.flush?.cancel()
  pending.flush = undefined
  await queue.flush({ atOnce })
  if (!queue.isEmpty) flushSoon()
}
