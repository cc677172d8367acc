import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Loopback, loopback, soon } from '@/lib/testing/loopback'
import { type HttpClient, httpClient } from './http'

// A self-signed certificate for this test only.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNGssLWJIBJHzY3RP
Ct/AQQZX0ZvxdxEMXTgDhcqgyfShRANCAATQ/wzrjyvRIIbm7EmI5j/+Mglm+uuc
IoFIBNkZY4XryhRqV7th6tyaCbPcSC9wai+7RcVp14ObQSESipzhDTgW
-----END PRIVATE KEY-----`
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUQw1ZDyraMcRuDZz1wNbqjb5UsE4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEzMzIxN1oYDzIxMjYxMDMx
MTMzMjE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATQ/wzrjyvRIIbm7EmI5j/+Mglm+uucIoFIBNkZY4XryhRqV7th6tya
CbPcSC9wai+7RcVp14ObQSESipzhDTgWo1MwUTAdBgNVHQ4EFgQUKALhv6fR9FzH
7fB5+M51jI5Br2gwHwYDVR0jBBgwFoAUKALhv6fR9FzH7fB5+M51jI5Br2gwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBZq2v63pCyp1dBiLA+xt2J
Ga7f7wjOvfFAlZDnNaHdNQIhAIH1yeabt+EpJkuL+zmCeK8bQR6ee+ZVFgX8RGNC
84v+
-----END CERTIFICATE-----`

const PASSWORD = 'correct-horse'

let there: Loopback
let http: HttpClient

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
})
afterEach(async () => {
  await http.close()
  await there.close()
})

const post = (url: string, signal = soon(), client = http) =>
  client.post({ url, headers: { 'X-Password': PASSWORD }, body: 'the text' }, signal)

/** Runs a TCP or TLS server. Closes it together with its open sockets. */
async function withServer<T>(server: Server, run: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    return await run((server.address() as AddressInfo).port)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  }
}

describe('requests that were never sent', () => {
  test('reports never-sent when the connection is refused', async () => {
    const port = await withServer(createServer(), async (free) => free)
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({
      kind: 'never-sent',
      reason: 'no connection: ECONNREFUSED',
    })
  })

  test('reports never-sent when the host name does not exist', async () => {
    const outcome = await post('http://nowhere.invalid/')
    expect(outcome).toEqual({
      kind: 'never-sent',
      reason: expect.stringMatching(/^no connection: (ENOTFOUND|EAI_AGAIN)$/),
    })
  })

  test('reports never-sent when a port does not support TLS', async () => {
    const outcome = await post(there.url.replace('http:', 'https:'))
    expect(outcome).toMatchObject({ kind: 'never-sent', reason: expect.stringMatching(/^no connection: /) })
    expect(there.asked).toEqual([])
  })

  test('reports never-sent when the certificate is not trusted', async () => {
    let bytes = 0
    const server = createTlsServer({ key: KEY, cert: CERTIFICATE }, (socket) => {
      socket.on('data', (chunk) => {
        bytes += chunk.length
      })
    }).on('tlsClientError', () => {})
    const outcome = await withServer(server, (port) => post(`https://localhost:${port}/`))
    expect(outcome).toEqual({ kind: 'never-sent', reason: 'no connection: DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(bytes).toBe(0)
  })

  test('reports never-sent when connecting times out', async () => {
    const impatient = httpClient({ connectTimeoutMs: 50 })
    // The server accepts the socket but never completes the TLS handshake.
    const outcome = await withServer(createServer(), (port) => post(`https://127.0.0.1:${port}/`, soon(), impatient))
    expect(outcome).toEqual({ kind: 'never-sent', reason: 'no connection: UND_ERR_CONNECT_TIMEOUT' })
    await impatient.close()
  })

  test('reports never-sent when the signal is aborted beforehand', async () => {
    expect(await post(there.url, AbortSignal.abort())).toEqual({ kind: 'never-sent', reason: 'no time left' })
    expect(there.asked).toEqual([])
  })

  test('reports never-sent for an invalid header or URL, without quoting it', async () => {
    const headers = { 'X-Password': 'paß\nword' }
    const outcome = await http.post({ url: there.url, headers, body: '' }, soon())
    expect(outcome).toEqual({ kind: 'never-sent', reason: 'not a request: UND_ERR_INVALID_ARG' })
    expect(await post('no IP')).toEqual({ kind: 'never-sent', reason: 'not a request: ERR_INVALID_URL' })
  })
})

describe('requests that may have arrived', () => {
  test('reports unknown when the server never responds', async () => {
    const caller = new AbortController()
    there.answer = () => caller.abort(new DOMException('too late', 'TimeoutError'))
    expect(await post(there.url, caller.signal)).toEqual({ kind: 'unknown', reason: 'no response: TimeoutError' })
    expect(there.asked).toHaveLength(1)
  })

  test('reports unknown when the connection is reset after the request', async () => {
    there.answer = (response) => response.socket?.resetAndDestroy()
    expect(await post(there.url)).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^no response: /) })
    expect(there.asked).toHaveLength(1)
  })

  test('reports unknown when the response is not HTTP', async () => {
    const server = createServer((socket) => void socket.end('SSH-2.0-nothing for you\r\n'))
    const outcome = await withServer(server, (port) => post(`http://127.0.0.1:${port}/`))
    expect(outcome).toMatchObject({ kind: 'unknown' })
  })

  test('reports no part of the request or of the error message', async () => {
    there.answer = (response) => response.socket?.destroy()
    const said = JSON.stringify(await post(`${there.url}/?password=${PASSWORD}`))
    expect(said).not.toContain(PASSWORD)
    expect(said).not.toContain('the text')
    expect(said).not.toContain('127.0.0.1')
  })
})
