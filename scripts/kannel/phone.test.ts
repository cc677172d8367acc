import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { demoPhones } from './phone'
import { freePorts } from './ports'

const SMS = { to: '+12025550123', from: 'Latchkey', text: 'Your code is 918273.' }

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Starts a demo that responds with these statuses; the last one repeats. */
async function demo(statuses: number[], port = 0) {
  const requests: { path?: string; authorization?: string; type?: string; body: string }[] = []
  const server = http.createServer(async (request, response) => {
    const { authorization, 'content-type': type } = request.headers
    requests.push({ path: request.url, authorization, type, body: (await request.toArray()).join('') })
    response
      .writeHead(statuses[Math.min(requests.length, statuses.length) - 1] ?? 500, { location: '/elsewhere' })
      .end()
  })
  servers.push(server)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

function phones(origin: string, tryForMs = 10_000) {
  const lines: string[] = []
  const deliver = demoPhones({ origin, key: 'the-key', log: (line) => lines.push(line), tryForMs, tryEveryMs: 5 })
  return { deliver, lines }
}

describe('messages to simulated phones', () => {
  it('delivers a message to the demo with the key', async () => {
    const { origin, requests } = await demo([204])
    const { deliver, lines } = phones(origin)
    await deliver(SMS)
    expect(requests).toEqual([
      {
        path: '/api/handset/messages',
        authorization: 'Bearer the-key',
        type: 'application/json',
        body: JSON.stringify(SMS),
      },
    ])
    expect(lines).toEqual(['  SMS to …23: delivered.'])
  })

  it('retries while the demo is starting', async () => {
    const [port = 0] = await freePorts(1)
    const { deliver, lines } = phones(`http://127.0.0.1:${port}`)
    const brought = deliver(SMS)
    const { requests } = await demo([503, 500, 204], port)
    await brought
    expect(requests).toHaveLength(3)
    expect(lines).toEqual(['  SMS to …23: delivered.'])
  })

  it.each([401, 400, 404, 303])('does not retry a message if the demo responds with status %i', async (status) => {
    const { origin, requests } = await demo([status, 204])
    const { deliver, lines } = phones(origin)
    await expect(deliver(SMS)).rejects.toThrow('not delivered')
    expect(requests).toHaveLength(1)
    expect(lines.join()).toContain(status === 401 ? 'a different AUTH_SECRET' : `responded with status ${status}`)
  })

  it('reports an undelivered message after a time-out, without its text or full number', async () => {
    const [port = 0] = await freePorts(1)
    const { deliver, lines } = phones(`http://127.0.0.1:${port}`, 30)
    await expect(deliver(SMS)).rejects.toThrow('not delivered')
    expect(lines).toEqual([
      `  SMS to …23: not delivered. No response from http://127.0.0.1:${port}; make sure that the demo is running.`,
    ])
  })
})
