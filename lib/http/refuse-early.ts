import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { REFUSED_METHOD } from './methods'
import { type Surroundings, securityHeaders } from './security-headers'

const MALFORMED: Refusal = [400, 'That is not a request that this server understands.']
const REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers of that request are more than this server takes in.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'That is more than this server takes in one request.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'That request took too long to arrive.'],
}
type Refusal = [status: number, sentence: string]

/** Node refuses by itself what is no HTTP, comes too slowly or asks for a tunnel; here it does so in our words, with our headers. */
export function refuseEarly(server: Server, surroundings: Surroundings): void {
  const underway = new WeakMap<Duplex, ServerResponse>()
  server.prependListener('request', (request: IncomingMessage, response) => underway.set(request.socket, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = underway.get(socket)
    // An answer that is half written would take a second one for its own.
    const isHalfWritten = answer?.headersSent && !answer.writableFinished
    if (!socket.writable || isHalfWritten) socket.destroy()
    else lastWord(socket, plainAnswer(REFUSALS[error.code ?? ''] ?? MALFORMED, surroundings))
  })
  server.on('connect', (_request, socket) => {
    lastWord(socket, plainAnswer([405, REFUSED_METHOD.sentence], surroundings, { allow: REFUSED_METHOD.allow }))
  })
  // Nobody has to know what somebody expects (RFC 9110 10.1.1), so the request is answered like any other.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

/** Node has let go of such a socket: it is ours to close, also when the other end never does or resets it. */
function lastWord(socket: Duplex, answer: string) {
  socket.on('error', () => socket.destroy())
  socket.end(answer, () => socket.destroy())
}

function plainAnswer([status, sentence]: Refusal, surroundings: Surroundings, more: Record<string, string> = {}) {
  const headers = {
    ...securityHeaders(surroundings),
    ...more,
    'cache-control': 'no-store',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(`${sentence}\n`)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', `${sentence}\n`].join('\r\n')
}
