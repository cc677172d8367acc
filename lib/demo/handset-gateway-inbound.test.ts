import { describe, expect, test } from 'vitest'
import { env } from '@/lib/config/env'
import { demoKey } from '@/lib/demo/keys'
import { handsetGateway } from './handset-gateway'

const KEY = `Bearer ${demoKey(env().authSecret, 'carrier')}`
const REPLY = { from: '+12025550123', text: 'STOP' }

const receive = (body: unknown, authorization = KEY) =>
  handsetGateway.parseInbound?.(
    new Request('http://localhost/replies', {
      method: 'POST',
      headers: { authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

describe('a reply from a simulated phone', () => {
  test('comes from the carrier, which has a key', async () => {
    expect(await receive(REPLY)).toEqual({ kind: 'inbound', messages: [REPLY] })
  })

  test.each(['', 'Bearer ', `${KEY}x`, KEY.slice('Bearer '.length), `Bearer ${demoKey('another secret', 'carrier')}`])(
    'is rejected without the key: %j',
    async (authorization) => {
      const reason = 'without the key of the simulated carrier'
      expect(await receive(REPLY, authorization)).toEqual({ kind: 'rejected', reason })
    },
  )

  test.each(['', 'null', {}, [REPLY], { ...REPLY, from: '' }, { ...REPLY, text: {} }, { ...REPLY, to: '1' }])(
    'is rejected when it is not one: %j',
    async (body) => {
      expect(await receive(body)).toEqual({ kind: 'rejected', reason: 'not a reply of the simulated carrier' })
    },
  )
})
