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

describe('inbound messages from the phone', () => {
  test('returns the sender and text, identified by the event id', async () => {
    expect(await receive()).toEqual(TAKEN)
  })

  test('reads the sender from the phoneNumber field of older app versions', async () => {
    expect(await said({}, { sender: undefined, phoneNumber: '+12025550123' })).toEqual(TAKEN)
  })

  test.each<[string, object, object?]>([
    ['another event', { event: 'sms:sent' }],
    ['no event', { event: undefined }],
    ['no id', { id: undefined }],
    ['a multiline id', { id: 'a\nb' }],
    ['no sender', {}, { sender: undefined }],
    ['an object as text', {}, { message: {} }],
    ['a text longer than ten segments', {}, { message: 'x'.repeat(1601) }],
  ])('acknowledges and ignores a signed event with %s, since the phone would retry it', async (_, ...changes) => {
    expect(await said(...changes)).toEqual({ kind: 'inbound', messages: [] })
  })

  test.each<[string, Forgery]>([
    ['empty', { signature: '' }],
    ['made with another key', { signature: sign(BODY + NOW, 'another key') }],
    ['made with an empty key', { signature: sign(BODY + NOW, '') }],
    ['for the body only', { signature: sign(BODY) }],
    ['for another body', { signature: sign(`${BODY} ${NOW}`) }],
    ['for another timestamp', { timestamp: String(NOW + 1), signature: sign(BODY + NOW) }],
    ['too old', { timestamp: String(NOW - 301) }],
    ['in the future', { timestamp: String(NOW + 301) }],
    ['without a timestamp', { timestamp: '' }],
  ])('rejects a signature that is %s', async (_, forgery) => {
    expect(await receive(BODY, forgery)).toEqual(UNSIGNED)
  })

  test('rejects a PUT request', async () => {
    expect(await receive(BODY, { method: 'PUT' })).toEqual({ kind: 'rejected', reason: 'not a POST' })
  })
})
