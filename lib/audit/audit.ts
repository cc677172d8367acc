import { db, type Tx } from '@/lib/db/driver/client'
import { insertAuditEvents } from '@/lib/db/queries/audit-events'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { singleton } from '@/lib/process/singleton'
import type { AuditEvent } from './events'
import { AuditQueue } from './queue'
import { rowOf, tell } from './row'

const FLUSH_EVERY_MS = 1000
const MOST_WAITING = 1000

const queue = singleton(
  'audit-queue',
  () =>
    new AuditQueue({
      store: (events) => insertAuditEvents(db(), events),
      tell,
      most: MOST_WAITING,
      nowMs: () => performance.now(),
    }),
)

const next = singleton<{ flush?: { cancel: () => void } }>('audit-flush', () => ({}))

/**
 * Tells the trail of an effect in the transaction of that effect: whoever finds the one finds the other. Its line of log
 * is written before the commit, which may still fail.
 */
export async function auditWithin(tx: Tx, event: AuditEvent): Promise<void> {
  const row = rowOf(event)
  await insertAuditEvents(tx, [{ ...row, count: 1, secondsAgo: 0 }])
  tell(row)
}

/** Tells the trail of anything else, within a second or two. Never delays and never fails the request that calls it. */
export function audit(event: AuditEvent): void {
  try {
    queue.add(rowOf(event))
    flushSoon()
  } catch (error) {
    log().error({ event: 'audit.not-taken', error: errorFacts(error) })
  }
}

/** An idle process has nothing to do: a flush is due only while something waits. */
function flushSoon(): void {
  if (next.flush) return
  const timer = setTimeout(flush, FLUSH_EVERY_MS)
  timer.unref()
  const unregister = onShutdown(() => flush({ atOnce: true }))
  next.flush = {
    cancel: () => {
      clearTimeout(timer)
      unregister()
    },
  }
}

async function flush({ atOnce = false } = {}): Promise<void> {
  next.flush?.cancel()
  next.flush = undefined
  await queue.flush({ atOnce })
  if (!queue.isEmpty) flushSoon()
}
