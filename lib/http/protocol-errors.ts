import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorDetails, errorBody } from './error-body'
import { REJECTED_METHOD } from './reject'
import { type Surroundings, securityHeaders } from './security-headers'

type ProtocolError = [status: number, details?: ErrorDetails]

const MALFORMED: ProtocolError = [400, { text: "The server couldn't read that request." }]
const REJECTIONS: Record<string, ProtocolError> = {
  HPE_HEADER_OVERFLOW: [431],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413],
  ERR_HTTP_REQUEST_TIMEOUT: [408, { text: 'That request took too long to arrive.' }],
}

type ClientError = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** Replaces Node's built-in responses to malformed, timed-out and CONNECT requests, so that they carry our security headers. */
export function rejectProtocolErrors(server: Server, surroundings: Surroundings): void {
  const underway = new WeakMap<Duplex, ServerResponse>()
  server.prependListener('request', (request: IncomingMessage, response) => underway.set(request.socket, response))
  server.on('clientError', (error: ClientError, socket) => {
    const answer = underway.get(socket)
    // An answer that is half written would take a second one for its own.
    const isHalfWritten = answer?.headersSent && !answer.writableFinished
    if (!socket.writable || isHalfWritten) socket.destroy()
    else
      lastWord(socket, wholeAnswer(REJECTIONS[error.code ?? ''] ?? MALFORMED, surroundings, { from: error.rawPacket }))
  })
  server.on('connect', (_request, socket) => {
    const { text, allow } = REJECTED_METHOD
    lastWord(socket, wholeAnswer([405, { text }], surroundings, { headers: { allow } }))
  })
  // Nobody has to know what somebody expects (RFC 9110 10.1.1), so the request is answered like any other.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

/** Node has let go of such a socket: it is ours to close, also when the other end never does or resets it. */
function lastWord(socket: Duplex, answer: string) {
  socket.on('error', () => socket.destroy())
  socket.end(answer, () => socket.destroy())
}

interface More {
  /** What the parser failed on: as much of the request as there is. */
  from?: Buffer
  headers?: Record<string, string>
}

function wholeAnswer([status, details]: ProtocolError, surroundings: Surroundings, { from, headers }: More) {
  const asked = from?.toString('latin1')
  const { type, body } = errorBody(asked, status, details)
  const all = {
    ...securityHeaders(surroundings),
    ...headers,
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', asked?.startsWith('HEAD ') ? '' : body].join(
    '\r\n',
  )
}
