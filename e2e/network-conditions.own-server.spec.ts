import { expect } from './support/fixtures'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { raw } from './support/raw'

const test = testOnOwnServer('network-conditions', {})
const NETWORK = '/api/handset/network'

test('conditions apply to the next message, survive a restart of the server, and are cleared by a preset', async ({
  server,
  plainBrowser,
}) => {
  const put = (body: object) => raw(server.origin, NETWORK, { method: 'PUT', body: JSON.stringify(body) })
  const messages = async (phone: string, query = '') => {
    const { text } = await raw(server.origin, `/api/handset/${phone}/messages${query}`)
    return (JSON.parse(text) as { messages: unknown[] }).messages
  }
  expect((await put({ preset: 'gateway-down' })).status).toBe(200)
  const phone = freshPhone()
  await askPlainly(await plainBrowser(), phone)
  expect(await messages(phone, '?after=')).toHaveLength(1)
  expect(server.logged().join('\n')).toMatch(/handset-b/)

  expect((await put({ gateways: { handset: { loss: 1 }, 'handset-b': { carrierDown: true } } })).status).toBe(200)
  await server.stop()
  await server.start()
  const view = JSON.parse((await raw(server.origin, NETWORK)).text)
  expect(view).toMatchObject({ preset: null, gateways: { handset: { loss: 1 }, 'handset-b': { carrierDown: true } } })
  expect(JSON.parse((await put({ preset: 'clear' })).text)).toMatchObject({ preset: 'clear' })
  const other = freshPhone()
  await askPlainly(await plainBrowser(), other)
  expect(await messages(other, '?after=')).toHaveLength(1)
})
