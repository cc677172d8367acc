import { once } from 'node:events'
import http, { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

interface RawRequest {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: Buffer | string
  /** Looks at the head alone, of an answer that never ends. */
  headOnly?: boolean
}

/** Asks with a path and headers exactly as they are given, which browsers and their libraries don't allow. */
export async function raw(origin: string, path: string, how: RawRequest = {}): Promise<RawAnswer> {
  const { port, host } = new URL(origin)
  const { method = 'GET', body } = how
  const headers = { host, ...how.headers }
  const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const text = how.headOnly ? '' : (await response.toArray()).join('')
  response.destroy()
  return { status: response.statusCode ?? 0, headers: response.headers, text }
}
