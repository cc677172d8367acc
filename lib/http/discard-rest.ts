import type { IncomingMessage } from 'node:http'

const LONGEST_MS = 5_000
const MOST_BYTES = 16 * 1024 * 1024

/** Reads and discards the rest of an upload: closing earlier would reset the connection (RFC 9112 9.6). */
export function discardRest(request: IncomingMessage, done: () => void): void {
  let bytes = 0
  const finish = () => {
    clearTimeout(timer)
    request.off('data', count)
    for (const event of ['end', 'close', 'error']) request.off(event, finish)
    done()
  }
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MOST_BYTES) finish()
  }
  const timer = setTimeout(finish, LONGEST_MS).unref()
  for (const event of ['end', 'close', 'error']) request.once(event, finish)
  request.on('data', count)
}
