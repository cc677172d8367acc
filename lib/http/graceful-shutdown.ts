import type { Server } from 'node:http'

const GIVE_UP_MS = 15_000
const PARENT_CHECK_MS = 250

/** Runs `end` on the first SIGTERM or SIGINT, then exits. Further signals are ignored. */
export function shutDownOnSignal(end: () => Promise<void>, { startedByNpm }: { startedByNpm: boolean }): void {
  let isShuttingDown = false
  const shutDown = async () => {
    if (isShuttingDown) return
    isShuttingDown = true
    setTimeout(() => leave('Some requests took too long to finish; they were cut off.'), GIVE_UP_MS).unref()
    await end().then(
      () => process.exit(0),
      (error: unknown) => leave(`Ending failed: ${error}`),
    )
  }
  process.on('SIGTERM', shutDown)
  process.on('SIGINT', shutDown)
  if (startedByNpm) watchParent(shutDown)
}

export const closeServer = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

// npm and its shell exit on a signal without forwarding it to the server.
function watchParent(shutDown: () => void) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && shutDown(), PARENT_CHECK_MS).unref()
}

function leave(sentence: string) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
