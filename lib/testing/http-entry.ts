import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { type Env, env } from '@/lib/config/env'
import { createEntryServer } from '@/lib/http/create-server'
import { rejectProtocolErrors } from '@/lib/http/protocol-errors'
import { requestHandler } from '@/lib/http/request-handler'
import { surroundingsOf } from '@/lib/http/security-headers'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Replaces Next: responds with the headers and body size of the request. */
export const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  response.end(JSON.stringify({ headers: request.headers, bytes: Buffer.concat(chunks).length }))
}

/** Starts our HTTP entry on a free port, by default in front of `echo`. */
export async function serve(changes: Partial<Env> = {}, next = echo, options: http.ServerOptions = {}) {
  const server = createEntryServer(options).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const config = { ...env(), appOrigin: `http://localhost:${port}`, port, ...changes }
  const hasDemoAccess = (cookie?: string) => cookie === 'access=yes'
  const firstVisitCookie = (cookie?: string) => (cookie ? undefined : 'browser=new')
  server.on('request', requestHandler({ config, dev: false, next, hasDemoAccess, firstVisitCookie }))
  rejectProtocolErrors(server, surroundingsOf(config, false))
  return port
}

export async function ask(port: number, options: http.RequestOptions = {}, body?: Buffer[]) {
  const request = http.request({ port, host: '127.0.0.1', agent: false, ...options })
  const answered = once(request, 'response')
  for (const chunk of body ?? []) request.write(chunk)
  request.end()
  const [response] = (await answered) as [IncomingMessage]
  const text = (await response.toArray()).join('')
  return { status: response.statusCode, headers: response.headers, text }
}

/** Sends raw data, one part per response. Returns everything received until the server closes the connection. */
export async function say(port: number, ...said: string[]): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (data) => {
    heard += data
    const next = said.shift()
    if (next) socket.write(next)
  })
  socket.on('error', () => {})
  socket.write(said.shift() ?? '')
  await once(socket, 'close')
  return heard
}
