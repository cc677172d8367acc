import { setTimeout as later } from 'node:timers/promises'

const POLL_EVERY_MS = 40
const GIVE_UP_MS = 60_000

/** Time limit for tests with processes of their own on a busy machine. */
export const PATIENCE_MS = 240_000

/** Polls until `look` returns a truthy value. Throws an error with `what` after the time limit. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  giveUpMs = GIVE_UP_MS,
): Promise<Exclude<T, false | null | undefined | 0>> {
  for (const deadline = performance.now() + giveUpMs; performance.now() < deadline; await later(POLL_EVERY_MS)) {
    const found = await look()
    if (found) return found as Exclude<T, false | null | undefined | 0>
  }
  throw new Error(`not within ${giveUpMs} ms: ${what}`)
}
