import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
const WITHIN_MS = 15_000

/** Looks until something is true, and returns it; fails by its name when it doesn't become true in time. */
export async function until<T>(what: string, look: () => Promise<T>, withinMs = WITHIN_MS): Promise<NonNullable<T>> {
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const found = await look()
    if (found) return found as NonNullable<T>
  }
  throw new Error(`not within ${withinMs / 1000} s: ${what}`)
}
