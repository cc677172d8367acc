import type { IncomingMessage, ServerResponse } from 'node:http'
import { discardRest } from './discard-rest'
import { type ErrorDetails, errorBody } from './error-body'

export type Rejection = ErrorDetails & {
  allow?: string
}

export const METHODS = ['GET', 'HEAD', 'POST']

export const rejectedMethod = (accepted = METHODS) => ({
  text: `${accepted === METHODS ? 'This server' : 'This URL'} accepts ${accepted.join(', ').replace(/, (\w+)$/, ' and $1')}.`,
  allow: accepted.join(', '),
})

/** Sends an error and closes the connection after the rest of an upload, so that the client can read the response. */
export function rejectRequest(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  { allow, ...details }: Rejection = {},
): void {
  const { type, body } = errorBody(request.headers.accept, status, details)
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...(allow && { allow }),
  })
  response.write(request.method === 'HEAD' ? '' : body)
  discardRest(request, () => response.end())
}
