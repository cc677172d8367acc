import { DEMO_KEY, E2E_SERVERS } from '@/scripts/testing/e2e-servers.mjs'
import { expect, test } from './support/fixtures'
import { codeIn } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { raw } from './support/raw'

const NETWORK = '/api/handset/network'
const messagesOf = (phone: string, query = '') => `/api/handset/${phone}/messages${query}`

interface Listed {
  messages: { id: string; from: string; body: string; arrivedAt: string }[]
}

const listed = (text: string): Listed['messages'] => (JSON.parse(text) as Listed).messages
const isSentence = expect.stringMatching(/^[A-Z].*\.$/)

test('a test reads the code of a sign-up by one request that waits for the message', async ({
  baseURL,
  plainBrowser,
}) => {
  const own = String(baseURL)
  const phone = freshPhone()
  expect(listed((await raw(own, messagesOf(phone))).text)).toEqual([])
  const waiting = raw(own, messagesOf(phone, '?after='))
  await askPlainly(await plainBrowser(), phone)
  const { status, headers, text } = await waiting
  expect({ status, cors: headers['access-control-allow-origin'] }).toEqual({ status: 200, cors: undefined })
  const [message, ...others] = listed(text)
  expect(others).toEqual([])
  expect(message).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    from: 'Latchkey',
    body: expect.stringContaining('is your Latchkey code'),
    arrivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  })
  expect(codeIn(message?.body ?? '')).toMatch(/^\d{6}$/)

  expect((await raw(own, messagesOf(phone), { method: 'DELETE' })).status).toBe(204)
  expect(listed((await raw(own, messagesOf(phone))).text)).toEqual([])
})

test('rejects numbers and queries that are not valid with 404 and 400, as one sentence in JSON', async ({
  baseURL,
}) => {
  const phone = freshPhone()
  for (const [status, path, method] of [
    [400, messagesOf(phone, '?after=x'), 'GET'],
    [400, messagesOf(phone, '?after=&after='), 'GET'],
    [400, messagesOf(phone, '?before='), 'GET'],
    [404, messagesOf('messages'), 'GET'],
    [400, NETWORK, 'PUT'],
  ] as const) {
    const answer = await raw(String(baseURL), path, { method, body: method === 'PUT' ? '{"preset":"x"}' : undefined })
    expect({ path, status: answer.status, type: answer.headers['content-type'] }).toEqual({
      path,
      status,
      type: 'application/json',
    })
    expect(JSON.parse(answer.text), path).toEqual({ error: isSentence })
  }
})

test('rejects requests of other sites with 403, whatever their method', async ({ baseURL }) => {
  const own = String(baseURL)
  const phone = freshPhone()
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: own.replace(/\d+$/, '1') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: own, 'sec-fetch-site': 'cross-site' },
  ]) {
    for (const [method, path, body] of [
      ['GET', messagesOf(phone), undefined],
      ['DELETE', messagesOf(phone), undefined],
      ['GET', NETWORK, undefined],
      ['PUT', NETWORK, '{"preset":"gateway-down"}'],
    ] as const) {
      const answer = await raw(own, path, { method, headers, body })
      expect({ method, path, headers, status: answer.status }).toEqual({ method, path, headers, status: 403 })
      expect(JSON.parse(answer.text)).toEqual({ error: isSentence })
    }
  }
  expect(JSON.parse((await raw(own, NETWORK)).text)).toMatchObject({ preset: 'clear' })
})

test('rejects requests to another host', async ({ baseURL }) => {
  const headers = { host: 'evil.example' }
  expect((await raw(String(baseURL), NETWORK, { headers })).status).toBe(421)
})

test('a demo behind a key requires it as a bearer token, and no other page of the demo accepts that', async ({
  clientIp,
}) => {
  const own = E2E_SERVERS.keyed.origin
  const phone = freshPhone()
  const from = { 'x-forwarded-for': clientIp }
  for (const [method, path] of [
    ['GET', messagesOf(phone)],
    ['DELETE', messagesOf(phone)],
    ['GET', NETWORK],
    ['PUT', NETWORK],
  ] as const) {
    const without = await raw(own, path, { method, headers: from })
    expect({ path, status: without.status, error: JSON.parse(without.text) }).toEqual({
      path,
      status: 401,
      error: { error: isSentence },
    })
  }
  const bearing = (key: string) => ({ ...from, authorization: `Bearer ${key}` })
  expect((await raw(own, NETWORK, { headers: bearing('not the key') })).status).toBe(401)
  expect((await raw(own, NETWORK, { headers: bearing(DEMO_KEY) })).status).toBe(200)
  expect((await raw(own, messagesOf(phone), { headers: bearing(DEMO_KEY) })).status).toBe(200)
  expect((await raw(own, '/sign-up', { headers: bearing(DEMO_KEY) })).status).toBe(303)
})
