import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Loopback, loopback, soon } from '@/lib/testing/loopback'
import { type HttpClient, httpClient } from './http'

// Made for this test and trusted by nobody.
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

/** A server that speaks below HTTP; ends with the sockets that it holds. */
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

describe('a request that certainly never left', () => {
  test('is one whose connection was refused', async () => {
    const port = await withServer(createServer(), async (free) => free)
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({
      kind: 'never-sent',
      reason: 'no connection: ECONNREFUSED',
    })
  })

  test('is one to a name that there is not', async () => {
    const outcome = await post('http://nowhere.invalid/')
    expect(outcome).toEqual({
      kind: 'never-sent',
      reason: expect.stringMatching(/^no connection: (ENOTFOUND|EAI_AGAIN)$/),
    })
  })

  test('is one over TLS to a port that speaks plainly', async () => {
    const outcome = await post(there.url.replace('http:', 'https:'))
    expect(outcome).toMatchObject({ kind: 'never-sent', reason: expect.stringMatching(/^no connection: /) })
    expect(there.asked).toEqual([])
  })

  test('is one to a server whose certificate nobody vouches for', async () => {
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

  test('is one whose connection took too long to stand', async () => {
    const impatient = httpClient({ connectTimeoutMs: 50 })
    // It takes the socket, says nothing, and so leaves TLS half-way.
    const outcome = await withServer(createServer(), (port) => post(`https://127.0.0.1:${port}/`, soon(), impatient))
    expect(outcome).toEqual({ kind: 'never-sent', reason: 'no connection: UND_ERR_CONNECT_TIMEOUT' })
    await impatient.close()
  })

  test('is one whose time was over before it began', async () => {
    expect(await post(there.url, AbortSignal.abort())).toEqual({ kind: 'never-sent', reason: 'no time left' })
    expect(there.asked).toEqual([])
  })

  test('is one that HTTP cannot carry, and its reason quotes none of it', async () => {
    const headers = { 'X-Password': 'paß\nword' }
    const outcome = await http.post({ url: there.url, headers, body: '' }, soon())
    expect(outcome).toEqual({ kind: 'never-sent', reason: 'not a request: UND_ERR_INVALID_ARG' })
    expect(await post('no IP')).toEqual({ kind: 'never-sent', reason: 'not a request: ERR_INVALID_URL' })
  })
})

describe('a request that may have arrived', () => {
  test('is one that was taken and never answered', async () => {
    const caller = new AbortController()
    there.answer = () => caller.abort(new DOMException('too late', 'TimeoutError'))
    expect(await post(there.url, caller.signal)).toEqual({ kind: 'unknown', reason: 'no answer: TimeoutError' })
    expect(there.asked).toHaveLength(1)
  })

  test('is one whose connection broke off afterwards', async () => {
    there.answer = (response) => response.socket?.resetAndDestroy()
    expect(await post(there.url)).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^no answer: /) })
    expect(there.asked).toHaveLength(1)
  })

  test('is one that was answered by something else than HTTP', async () => {
    const server = createServer((socket) => void socket.end('SSH-2.0-nothing for you\r\n'))
    const outcome = await withServer(server, (port) => post(`http://127.0.0.1:${port}/`))
    expect(outcome).toMatchObject({ kind: 'unknown' })
  })

  test('is said without the words of the request or of the error', async () => {
    there.answer = (response) => response.socket?.destroy()
    const said = JSON.stringify(await post(`${there.url}/?password=${PASSWORD}`))
    expect(said).not.toContain(PASSWORD)
    expect(said).not.toContain('the text')
    expect(said).not.toContain('127.0.0.1')
  })
})
