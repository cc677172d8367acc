import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { endAllLeases } from '@/lib/db/queries/messages'
import { dispatchWaiting } from '@/lib/delivery/dispatch'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { compose } from '@/lib/verification/compose-message'
import { Scheduler } from './scheduler'

const LOOK_EVERY_MS = 250
const AFTER_FAILURE_MS = 2000
/** High, because dispatches mostly wait for gateways and the database (npm run bench:drain). */
const MOST_IN_FLIGHT = 128
/** Claims are batched, because a claim is one query regardless of its size. */
const CLAIM_AT_LEAST = 32

/** The embedded database serves a single process, so at its start all leases are stale. */
async function takeOver(): Promise<void> {
  if (!env().databaseUrl) await endAllLeases(db())
}

class InFlight {
  readonly #running = new Set<Promise<void>>()

  get room(): number {
    return MOST_IN_FLIGHT - this.#running.size
  }

  add(dispatch: Promise<void>): void {
    const running = dispatch
      .catch((error) => log().error({ event: 'message.left-to-lease', error: errorFacts(error) }))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async roomFor(count: number): Promise<void> {
    while (this.room < count) await Promise.race(this.#running)
  }

  all = () => Promise.all(this.#running)
}

async function workUntil(stop: AbortSignal): Promise<void> {
  const rest = (ms: number) => sleep(ms, undefined, { signal: stop }).catch(() => {})
  const inFlight = new InFlight()
  const scheduler = new Scheduler()
  let isNew = true
  while (!stop.aborted) {
    try {
      if (isNew) await takeOver()
      isNew = false
      await scheduler.keep()
      await inFlight.roomFor(CLAIM_AT_LEAST)
      const begun = await dispatchWaiting(compose, inFlight.room)
      for (const dispatch of begun) inFlight.add(dispatch)
      if (begun.length === 0) await rest(LOOK_EVERY_MS)
    } catch (error) {
      log().error({ event: 'outbox-worker.failed', error: errorFacts(error) })
      await rest(AFTER_FAILURE_MS)
    }
  }
  await Promise.all([inFlight.all(), scheduler.end()])
}

/** Dispatches due messages, and completes those in progress on shutdown. Any number of processes may run it. */
export function startOutboxWorker(): void {
  const stop = new AbortController()
  const running = workUntil(stop.signal)
  onShutdown(() => {
    stop.abort()
    return running
  })
}
