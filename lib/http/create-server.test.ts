import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createEntryServer } from './create-server'

test('a request has to arrive: its head within 10 seconds and the whole within 30, and an idle connection is let go of', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout } = createEntryServer()
  for (const [ms, most] of [
    [headersTimeout, 10_000],
    [requestTimeout, 30_000],
    [keepAliveTimeout, 10_000],
  ] as const) {
    expect(ms).toBeGreaterThan(0)
    expect(ms).toBeLessThanOrEqual(most)
  }
})

test('there is an end to how many connections are held, and what comes beyond is closed', async () => {
  const server = createEntryServer()
  expect(server.maxConnections).toBeLessThanOrEqual(5_000)
  server.maxConnections = 1
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const first = net.connect(port, '127.0.0.1')
  await once(server, 'connection')
  const second = net.connect(port, '127.0.0.1').on('error', () => {})
  await once(second, 'close')
  first.destroy()
  server.close()
  await once(server, 'close')
})
