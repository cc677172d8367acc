import http from 'node:http'
import { text } from 'node:stream/consumers'

/** Starts a gateway on loopback that records messages in Kannel's protocol, for tests that read codes. */
export async function startTextRecorder() {
  const texts = new Map()
  const waiting = new Map()
  const server = http.createServer(async (request, response) => {
    const to = String(request.headers['x-kannel-to'])
    const body = await text(request)
    response.writeHead(202, { 'content-type': 'text/html' }).end('0: Accepted for delivery')
    texts.set(to, [...(texts.get(to) ?? []), body])
    waiting.get(to)?.()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/cgi-bin/sendsms`,
    /** Resolves with the code in the latest message to a number. */
    async codeFor(phone) {
      if (!texts.has(phone)) await new Promise((resolve) => waiting.set(phone, resolve))
      return /^(\d{6}) /.exec(texts.get(phone).at(-1))?.[1]
    },
    stop: () => server.closeAllConnections() || server.close(),
  }
}
