import { setTimeout as later } from 'node:timers/promises'

const LOOK_EVERY_MS = 40
const GIVE_UP_MS = 60_000

/** What a test with processes of its own may take where the machine is busy with others. */
export const PATIENCE_MS = 240_000

/** Looks again and again until there is something; fails after a while, saying what didn't come. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  giveUpMs = GIVE_UP_MS,
): Promise<Exclude<T, false | null | undefined | 0>> {
  for (const deadline = performance.now() + giveUpMs; performance.now() < deadline; await later(LOOK_EVERY_MS)) {
    const found = await look()
    if (found) return found as Exclude<T, false | null | undefined | 0>
  }
  throw new Error(`not within ${giveUpMs} ms: ${what}`)
}
