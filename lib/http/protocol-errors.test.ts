import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { rejectProtocolErrors } from './protocol-errors'

const opened: { close(): unknown }[] = []
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())))

/** Starts a server. `letGo` waits until it has no open connections. */
async function scene() {
  const server = http.createServer((_, response) => response.end())
  rejectProtocolErrors(server, { secure: false, demo: true, dev: false })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.push({ close: () => new Promise((closed) => server.close(closed)) })
  const { port } = server.address() as AddressInfo
  const say = async (text: string) => {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => {})
    opened.push({ close: () => socket.destroy() })
    socket.write(text)
    const [answer] = await once(socket, 'data')
    return { socket, answer: String(answer) }
  }
  const held = () => new Promise<number>((tell) => server.getConnections((_, count) => tell(count)))
  const letGo = async () => {
    for (let looks = 0; looks < 100 && (await held()) > 0; looks++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    return (await held()) === 0
  }
  return { say, letGo }
}

test.each([
  ['malformed data', 'no HTTP at all\r\n\r\n', 400],
  ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
])('closes the connection after the response to %s, even if the client never does', async (_, text, status) => {
  const { say, letGo } = await scene()
  const { answer } = await say(text)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(await letGo()).toBe(true)
})

test('survives a client that resets its CONNECT request', async () => {
  const { say, letGo } = await scene()
  const { socket } = await say('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')
  socket.resetAndDestroy()
  expect(await letGo()).toBe(true)
  expect((await say('no HTTP at all\r\n\r\n')).answer).toContain('400')
})
