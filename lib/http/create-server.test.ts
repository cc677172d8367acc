import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createEntryServer } from './create-server'

test('limits headers to 10 s, requests to 30 s and idle connections to 10 s', () => {
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

test('closes connections beyond the limit', async () => {
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
