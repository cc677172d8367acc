import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorDetails, errorBody } from './error-body'

export type Rejection = ErrorDetails & {
  /** The methods that this address takes instead. */
  allow?: string
}

/** Rejects a request with a status and closes the connection, whose client is not to be trusted further. */
export function refuse(
  { headers }: IncomingMessage,
  response: ServerResponse,
  status: number,
  { allow, ...details }: Rejection = {},
): void {
  const { type, body } = errorBody(headers.accept, status, details)
  response.writeHead(status, { 'content-type': type, connection: 'close', ...(allow && { allow }) })
  response.end(body)
}
