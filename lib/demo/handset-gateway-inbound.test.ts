import { describe, expect, test } from 'vitest'
import { env } from '@/lib/config/env'
import { demoKey } from '@/lib/demo/keys'
import { handsetGateways } from './handset-gateway'

const KEY = `Bearer ${demoKey(env().authSecret, 'carrier')}`
const REPLY = { from: '+12025550123', text: 'STOP' }

const receive = (body: unknown, authorization = KEY) =>
  handsetGateways.handset.parseInbound?.(
    new Request('http://localhost/replies', {
      method: 'POST',
      headers: { authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

describe('replies from a simulated phone', () => {
  test("accepts a reply with the carrier's key", async () => {
    expect(await receive(REPLY)).toEqual({ kind: 'inbound', messages: [REPLY] })
  })

  test.each(['', 'Bearer ', `${KEY}x`, KEY.slice('Bearer '.length), `Bearer ${demoKey('another secret', 'carrier')}`])(
    "rejects a reply without the carrier's key: %j",
    async (authorization) => {
      const reason = 'without the key of the simulated carrier'
      expect(await receive(REPLY, authorization)).toEqual({ kind: 'rejected', reason })
    },
  )

  test.each(['', 'null', {}, [REPLY], { ...REPLY, from: '' }, { ...REPLY, text: {} }, { ...REPLY, to: '1' }])(
    'rejects a malformed reply: %j',
    async (body) => {
      expect(await receive(body)).toEqual({ kind: 'rejected', reason: 'not a reply of the simulated carrier' })
    },
  )
})
