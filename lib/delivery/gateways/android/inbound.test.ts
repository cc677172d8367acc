import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { android } from './gateway'

const KEY = 'the signing key'
const NOW = Date.parse('2026-11-24T12:00:00Z') / 1000

const gateway = android.create({ url: 'http://127.0.0.1', username: '', password: '', signingKey: KEY })

beforeEach(() => void vi.setSystemTime(NOW * 1000))
afterEach(() => void vi.useRealTimers())

const EVENT = {
  id: 'Ey6ECgOkVVFjz3CL48B8C',
  webhookId: 'LreFUt-Z3sSq0JufY9uWB',
  deviceId: 'ffffffffceb0b1db00000192672f2204',
  event: 'sms:received',
  payload: {
    messageId: 'c0ffee',
    message: 'Stop',
    sender: '+12025550123',
    simNumber: 1,
    receivedAt: '2026-11-24T12:00:00Z',
  },
}
const BODY = JSON.stringify(EVENT)

interface Forgery {
  signature?: string
  timestamp?: string
  method?: string
}

const sign = (text: string, key = KEY) => createHmac('sha256', key).update(text).digest('hex')

function receive(body = BODY, { timestamp = String(NOW), signature = sign(body + timestamp), method }: Forgery = {}) {
  const headers = { 'X-Signature': signature, 'X-Timestamp': timestamp }
  return gateway.parseInbound?.(new Request('http://10.0.0.1/replies', { headers, body, method: method ?? 'POST' }))
}

const said = (changes: object, payload: object = {}) =>
  receive(JSON.stringify({ ...EVENT, ...changes, payload: { ...EVENT.payload, ...payload } }))

const UNSIGNED: ParsedInbound = { kind: 'rejected', reason: 'not signed by the phone' }
const TAKEN = {
  kind: 'inbound',
  messages: [{ from: '+12025550123', text: 'Stop' }],
  once: 'android:Ey6ECgOkVVFjz3CL48B8C',
}

describe('an inbound message to the phone', () => {
  test('says who wrote what, and is named by the event, since messages of one text have one id', async () => {
    expect(await receive()).toEqual(TAKEN)
  })

  test('may come from an older app, which names the sender otherwise', async () => {
    expect(await said({}, { sender: undefined, phoneNumber: '+12025550123' })).toEqual(TAKEN)
  })

  test.each<[string, object, object?]>([
    ['another event', { event: 'sms:sent' }],
    ['no event', { event: undefined }],
    ['no id', { id: undefined }],
    ['an id of several lines', { id: 'a\nb' }],
    ['nobody', {}, { sender: undefined }],
    ['a text that is none', {}, { message: {} }],
    ['more words than an SMS holds', {}, { message: 'x'.repeat(1601) }],
  ])(
    'from or with %s is taken and ignored when it is signed, since the phone would repeat it',
    async (_, ...changes) => {
      expect(await said(...changes)).toEqual({ kind: 'inbound', messages: [] })
    },
  )

  test.each<[string, Forgery]>([
    ['none', { signature: '' }],
    ['by another key', { signature: sign(BODY + NOW, 'another key') }],
    ['by an empty key', { signature: sign(BODY + NOW, '') }],
    ['over the body alone', { signature: sign(BODY) }],
    ['for another body', { signature: sign(`${BODY} ${NOW}`) }],
    ['for another time', { timestamp: String(NOW + 1), signature: sign(BODY + NOW) }],
    ['too old', { timestamp: String(NOW - 301) }],
    ['of the future', { timestamp: String(NOW + 301) }],
    ['of no time', { timestamp: '' }],
  ])('proves nothing by a signature that is %s', async (_, forgery) => {
    expect(await receive(BODY, forgery)).toEqual(UNSIGNED)
  })

  test('is a POST', async () => {
    expect(await receive(BODY, { method: 'PUT' })).toEqual({ kind: 'rejected', reason: 'not a POST' })
  })
})
