import type { ServerResponse } from 'node:http'

/** Answers with one plain sentence and lets go of the connection, whose other end is not to be trusted further. */
export function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${sentence}\n`)
}
