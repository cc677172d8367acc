import type { IncomingMessage } from 'node:http'

export const BODY_LIMIT_BYTES = 64 * 1024

/** Calls `ready` or, over the limit, `tooLarge`. A chunked body is buffered in the request until it ends. */
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
    // Without a reader, backpressure would stall the upload below the limit.
    return true
  }
}
