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
  /** Skips the body, for streams that never end. */
  headOnly?: boolean
}

/** Sends the path and headers unchanged, which browsers and fetch do not allow. */
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
