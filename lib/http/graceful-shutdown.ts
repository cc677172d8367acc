import type { Server } from 'node:http'

const GIVE_UP_MS = 15_000
const PARENT_CHECK_MS = 250

/**
 * Ends the process in order once it is asked to: `end` gets what was begun to its end, then nothing is left to lose.
 * A second request while it drains changes nothing.
 */
export function drainOnSignal(end: () => Promise<void>, { startedByNpm }: { startedByNpm: boolean }): void {
  let draining = false
  const drain = async () => {
    if (draining) return
    draining = true
    setTimeout(() => leave('Some requests took too long to finish; they were cut off.'), GIVE_UP_MS).unref()
    await end().then(
      () => process.exit(0),
      (error: unknown) => leave(`Ending failed: ${error}`),
    )
  }
  process.on('SIGTERM', drain)
  process.on('SIGINT', drain)
  if (startedByNpm) watchParent(drain)
}

/** Stops taking connections; resolves when those that are open have been answered. */
export const closeServer = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

// npm and its shell don't pass signals on: they end and leave the server behind.
function watchParent(drain: () => void) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && drain(), PARENT_CHECK_MS).unref()
}

function leave(sentence: string) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
