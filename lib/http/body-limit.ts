import type { IncomingMessage } from 'node:http'

export const BODY_LIMIT_BYTES = 64 * 1024

/**
 * Calls `ready` once the size of a request's body is known to be fine, or `tooLarge`. A declared length is enough,
 * since Node reads no further than that. A body sent in chunks is waited for; it stays in the request's own buffer,
 * so whoever reads it afterwards notices nothing.
 */
export function limitBody(request: IncomingMessage, ready: () => void, tooLarge: () => void): void {
  const declared = request.headers['content-length']
  if (declared !== undefined && Number(declared) > BODY_LIMIT_BYTES) tooLarge()
  else if (request.headers['transfer-encoding'] !== undefined) awaitChunks(request, ready, tooLarge)
  else ready()
}

function awaitChunks(request: IncomingMessage, ready: () => void, tooLarge: () => void) {
  const push = request.push.bind(request)
  let bytes = 0
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) {
      request.push = push
      const more = push(null)
      ready()
      return more
    }
    bytes += chunk.length
    if (bytes > BODY_LIMIT_BYTES) {
      request.push = push
      tooLarge()
      return push(chunk, encoding)
    }
    push(chunk, encoding)
    // Nobody reads yet, so the stream would ask for a pause at its own, lower mark and the rest would never come.
    return true
  }
}
