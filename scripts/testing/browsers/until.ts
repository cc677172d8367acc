import { setTimeout as sleep } from 'node:timers/promises'

const POLL_EVERY_MS = 50
const WITHIN_MS = 15_000

/** Polls until `look` returns a truthy value, and returns it. The time-out error contains `what`. */
export async function until<T>(what: string, look: () => Promise<T>, withinMs = WITHIN_MS): Promise<NonNullable<T>> {
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(POLL_EVERY_MS)) {
    const found = await look()
    if (found) return found as NonNullable<T>
  }
  throw new Error(`timed out after ${withinMs / 1000} s: ${what}`)
}
