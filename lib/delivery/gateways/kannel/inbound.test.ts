import { describe, expect, test } from 'vitest'
import { kannel } from './gateway'
import { inboundToken } from './inbound-token'

const TOKEN = inboundToken('a secret of 32 letters, or of more')
const gateway = kannel.create({ url: 'http://127.0.0.1', username: 'u', password: 'p', inboundToken: TOKEN })

const GOOD = `token=${TOKEN}&id=1b671a64-40d5-491e-99b0-da01ff1f3341&from=%2B12025550123&text=Stop`

const receive = (query: string, method = 'GET') =>
  gateway.parseInbound?.(new Request(`http://10.0.0.1/api/gateways/kannel/replies?${query}`, { method }))

describe('inbound messages from Kannel', () => {
  test("returns the sender and text, identified by Kannel's id", async () => {
    expect(await receive(GOOD)).toEqual({
      kind: 'inbound',
      messages: [{ from: '+12025550123', text: 'Stop' }],
      once: 'kannel:1b671a64-40d5-491e-99b0-da01ff1f3341',
    })
  })

  test.each([
    ['an empty', GOOD.replace(TOKEN, '')],
    ['a shorter', GOOD.replace(TOKEN, TOKEN.slice(1))],
    ['a longer', GOOD.replace(TOKEN, `${TOKEN}0`)],
    ['a different', GOOD.replace(TOKEN, inboundToken('another secret of 32 letters, or more'))],
    ['an uppercase', GOOD.replace(TOKEN, TOKEN.toUpperCase())],
  ])('rejects %s token', async (_, query) => {
    expect(await receive(query)).toEqual({ kind: 'rejected', reason: 'without the token' })
  })

  test.each([
    ['no token', GOOD.replace(/^token=\w+&/, '')],
    ['two tokens', `${GOOD}&token=${TOKEN}`],
    ['no id', GOOD.replace(/id=[\w-]+&/, '')],
    ['an empty id', GOOD.replace(/id=[\w-]+/, 'id=')],
    ['an unexpanded id placeholder', GOOD.replace(/id=[\w-]+/, 'id=%25I')],
    ['no sender', GOOD.replace(/from=[^&]+&/, '')],
    ['two senders', `${GOOD}&from=%2B12025550124`],
    ['no text', GOOD.replace('&text=Stop', '')],
    ['two texts', `${GOOD}&text=Stop`],
    ['a __proto__ parameter', `${GOOD}&__proto__=1`],
    ['no parameters', ''],
  ])('rejects a message with %s', async (_, query) => {
    expect(await receive(query)).toEqual({ kind: 'rejected', reason: 'not a reply of Kannel' })
  })

  test.each([['a text longer than ten segments', GOOD.replace('Stop', 'x'.repeat(1601))]])(
    'acknowledges and ignores %s',
    async (_, query) => {
      expect(await receive(query)).toMatchObject({ kind: 'inbound', messages: [] })
    },
  )

  test('rejects other methods than GET', async () => {
    for (const method of ['POST', 'HEAD', 'PUT'])
      expect(await receive(GOOD, method)).toEqual({ kind: 'rejected', reason: 'not a GET' })
  })
})
