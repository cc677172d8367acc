import { describe, expect, test } from 'vitest'
import { kannel } from './gateway'
import { inboundToken } from './inbound-token'

const TOKEN = inboundToken('a secret of 32 letters, or of more')
const gateway = kannel.create({ url: 'http://127.0.0.1', username: 'u', password: 'p', inboundToken: TOKEN })

const GOOD = `token=${TOKEN}&id=1b671a64-40d5-491e-99b0-da01ff1f3341&from=%2B12025550123&text=Stop`

const receive = (query: string, method = 'GET') =>
  gateway.parseInbound?.(new Request(`http://10.0.0.1/api/gateways/kannel/replies?${query}`, { method }))

describe('an inbound message by Kannel', () => {
  test('says who wrote what, and is named by the id that Kannel gave it', async () => {
    expect(await receive(GOOD)).toEqual({
      kind: 'inbound',
      messages: [{ from: '+12025550123', text: 'Stop' }],
      once: 'kannel:1b671a64-40d5-491e-99b0-da01ff1f3341',
    })
  })

  test.each([
    ['no', GOOD.replace(TOKEN, '')],
    ['a shorter', GOOD.replace(TOKEN, TOKEN.slice(1))],
    ['a longer', GOOD.replace(TOKEN, `${TOKEN}0`)],
    ['another', GOOD.replace(TOKEN, inboundToken('another secret of 32 letters, or more'))],
    ['a capital', GOOD.replace(TOKEN, TOKEN.toUpperCase())],
  ])('proves nothing by %s token', async (_, query) => {
    expect(await receive(query)).toEqual({ kind: 'rejected', reason: 'without the token' })
  })

  test.each([
    ['no token at all', GOOD.replace(/^token=\w+&/, '')],
    ['two tokens', `${GOOD}&token=${TOKEN}`],
    ['no id', GOOD.replace(/id=[\w-]+&/, '')],
    ['an empty id', GOOD.replace(/id=[\w-]+/, 'id=')],
    ['an id that Kannel left unfilled', GOOD.replace(/id=[\w-]+/, 'id=%25I')],
    ['no sender', GOOD.replace(/from=[^&]+&/, '')],
    ['two senders', `${GOOD}&from=%2B12025550124`],
    ['no text', GOOD.replace('&text=Stop', '')],
    ['two texts', `${GOOD}&text=Stop`],
    ['a parameter of an evil name', `${GOOD}&__proto__=1`],
    ['nothing', ''],
  ])('is rejected with %s', async (_, query) => {
    expect(await receive(query)).toEqual({ kind: 'rejected', reason: 'not a reply of Kannel' })
  })

  test.each([['more words than an SMS holds', GOOD.replace('Stop', 'x'.repeat(1601))]])(
    'from or with %s is taken and ignored',
    async (_, query) => {
      expect(await receive(query)).toMatchObject({ kind: 'inbound', messages: [] })
    },
  )

  test('is rejected by any other method', async () => {
    for (const method of ['POST', 'HEAD', 'PUT'])
      expect(await receive(GOOD, method)).toEqual({ kind: 'rejected', reason: 'not a GET' })
  })
})
