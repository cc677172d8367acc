import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Starts a proxy that removes cookies in both directions, like a browser that blocks cookies. */
export async function startCookieBlockingProxy(): Promise<{ server: string; stop: () => void }> {
  const proxy = http.createServer((request, response) => {
    const { cookie: _cookie, ...headers } = request.headers
    const onwards = http.request(request.url ?? '', { method: request.method, headers }, (answer) => {
      const { 'set-cookie': _setCookie, ...kept } = answer.headers
      response.writeHead(answer.statusCode ?? 502, kept)
      answer.pipe(response)
    })
    onwards.on('error', () => response.destroy())
    response.on('close', () => onwards.destroy())
    request.pipe(onwards)
  })
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const { port } = proxy.address() as AddressInfo
  return { server: `http://127.0.0.1:${port}`, stop: () => proxy.closeAllConnections() }
}
