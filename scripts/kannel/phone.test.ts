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

/** A demo that gives these answers, the last one for ever. */
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
  const said: string[] = []
  const bring = demoPhones({ origin, key: 'the-key', say: (line) => said.push(line), tryForMs, tryEveryMs: 5 })
  return { bring, said }
}

describe('a message for a simulated phone', () => {
  it('is brought to the demo, with the key', async () => {
    const { origin, requests } = await demo([204])
    const { bring, said } = phones(origin)
    await bring(SMS)
    expect(requests).toEqual([
      {
        path: '/api/handset/messages',
        authorization: 'Bearer the-key',
        type: 'application/json',
        body: JSON.stringify(SMS),
      },
    ])
    expect(said).toEqual(['  SMS to …23: arrived.'])
  })

  it('waits for a demo that is still starting', async () => {
    const [port = 0] = await freePorts(1)
    const { bring, said } = phones(`http://127.0.0.1:${port}`)
    const brought = bring(SMS)
    const { requests } = await demo([503, 500, 204], port)
    await brought
    expect(requests).toHaveLength(3)
    expect(said).toEqual(['  SMS to …23: arrived.'])
  })

  it.each([401, 400, 404, 303])('is given up at once when the demo answers %i', async (status) => {
    const { origin, requests } = await demo([status, 204])
    const { bring, said } = phones(origin)
    await expect(bring(SMS)).rejects.toThrow('not delivered')
    expect(requests).toHaveLength(1)
    expect(said.join()).toContain(status === 401 ? 'another AUTH_SECRET' : `answered with ${status}`)
  })

  it('is given up after a while, and neither its text nor its number is told', async () => {
    const [port = 0] = await freePorts(1)
    const { bring, said } = phones(`http://127.0.0.1:${port}`, 30)
    await expect(bring(SMS)).rejects.toThrow('not delivered')
    expect(said).toEqual([
      `  SMS to …23: did not arrive, as nothing answers at http://127.0.0.1:${port}; is the demo running there?`,
    ])
  })
})
