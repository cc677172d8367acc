import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { endAllLeases } from '@/lib/db/queries/claims'
import { dispatchWaiting } from '@/lib/delivery/dispatch'
import { waitForOutboxSignal, wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import type { Next } from '@/lib/delivery/record-outcome'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { compose } from '@/lib/verification/compose-message'
import { Scheduler } from './scheduler'

/** Polling finds retries that are due, and messages that other processes committed. */
const POLL_EVERY_MS = 250
/** Pause between claims, so that messages committed shortly after one another are claimed together. */
const CLAIM_PAUSE_MS = 5
const AFTER_FAILURE_MS = 2000
/** High, because a dispatch spends most of its time waiting for the gateway and the database (npm run bench:drain). */
const MAX_IN_FLIGHT = 128
/** Minimum of free slots for a claim, because each claim costs one statement. */
const MIN_ROOM_TO_CLAIM = 32

/** Ends the leases that the previous process left in an embedded database, which only this process uses now. */
async function takeOver(): Promise<void> {
  if (!env().databaseUrl) await endAllLeases(db())
}

class InFlight {
  readonly #running = new Set<Promise<void>>()

  get room(): number {
    return MAX_IN_FLIGHT - this.#running.size
  }

  add(dispatch: Promise<Next>): void {
    const running = dispatch
      .then((next) => {
        if (next?.now) wakeOutboxWorker()
      })
      .catch((error) => log().error({ event: 'message.outcome-not-recorded', error: errorFacts(error) }))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  async untilRoomFor(count: number): Promise<void> {
    while (this.room < count) await Promise.race(this.#running)
  }

  all = () => Promise.all(this.#running)
}

async function workUntil(stop: AbortSignal): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal: stop }).catch(() => {})
  const inFlight = new InFlight()
  const scheduler = new Scheduler()
  let mustTakeOver = true
  while (!stop.aborted) {
    try {
      if (mustTakeOver) await takeOver()
      mustTakeOver = false
      scheduler.startDue()
      await inFlight.untilRoomFor(MIN_ROOM_TO_CLAIM)
      const { room } = inFlight
      const begun = await dispatchWaiting(compose, { most: room })
      for (const dispatch of begun) inFlight.add(dispatch)
      if (begun.length === room) continue
      await pause(CLAIM_PAUSE_MS)
      await waitForOutboxSignal(POLL_EVERY_MS, stop)
    } catch (error) {
      log().error({ event: 'outbox-worker.failed', error: errorFacts(error) })
      await pause(AFTER_FAILURE_MS)
    }
  }
  await Promise.all([inFlight.all(), scheduler.end()])
}

/** Dispatches messages that the last requests of a server committed after its outbox worker had stopped. */
export async function dispatchRemaining(): Promise<void> {
  try {
    await Promise.allSettled(await dispatchWaiting(compose, { most: MAX_IN_FLIGHT }))
  } catch (error) {
    log().error({ event: 'outbox-worker.failed', error: errorFacts(error) })
  }
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
