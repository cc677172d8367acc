import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorDetails, errorBody } from './error-body'
import { rejectedMethod } from './reject'
import { type Surroundings, securityHeaders } from './security-headers'

type ProtocolError = [status: number, details?: ErrorDetails]

const MALFORMED: ProtocolError = [400, { text: "The server couldn't read that request." }]
const REJECTIONS: Record<string, ProtocolError> = {
  HPE_HEADER_OVERFLOW: [431],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413],
  ERR_HTTP_REQUEST_TIMEOUT: [408, { text: 'That request took too long to arrive.' }],
}

type ClientError = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** Replaces built-in responses to malformed, timed-out and CONNECT requests: Node sends no security headers. */
export function rejectProtocolErrors(server: Server, surroundings: Surroundings): void {
  const pending = new WeakMap<Duplex, ServerResponse>()
  server.prependListener('request', (request: IncomingMessage, response) => pending.set(request.socket, response))
  server.on('clientError', (error: ClientError, socket) => {
    const answer = pending.get(socket)
    // A second response would become part of the body of the unfinished one.
    const isPartlyWritten = answer?.headersSent && !answer.writableFinished
    if (!socket.writable || isPartlyWritten) socket.destroy()
    else
      closeWith(
        socket,
        serializeResponse(REJECTIONS[error.code ?? ''] ?? MALFORMED, surroundings, { from: error.rawPacket }),
      )
  })
  server.on('connect', (_request, socket) => {
    const { text, allow } = rejectedMethod()
    closeWith(socket, serializeResponse([405, { text }], surroundings, { headers: { allow } }))
  })
  // A server may ignore expectations (RFC 9110 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
}

/** Node no longer manages such a socket, so it is closed here in every case. */
function closeWith(socket: Duplex, answer: string) {
  socket.on('error', () => socket.destroy())
  socket.end(answer, () => socket.destroy())
}

interface ResponseOptions {
  from?: Buffer
  headers?: Record<string, string>
}

function serializeResponse(
  [status, details]: ProtocolError,
  surroundings: Surroundings,
  { from, headers }: ResponseOptions,
) {
  const rawRequest = from?.toString('latin1')
  const { type, body } = errorBody(rawRequest, status, details)
  const all = {
    ...securityHeaders(surroundings),
    ...headers,
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', rawRequest?.startsWith('HEAD ') ? '' : body].join(
    '\r\n',
  )
}
