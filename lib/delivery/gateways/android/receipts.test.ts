import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { REFERENCE } from '@/lib/testing/loopback'
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
  event: 'sms:delivered',
  payload: { messageId: REFERENCE, recipient: '+12025550123', simNumber: 1, deliveredAt: '2026-11-24T12:00:00.000Z' },
}
const BODY = JSON.stringify(EVENT)

interface Forgery {
  body?: string
  signature?: string
  timestamp?: string
  method?: string
}

const sign = (text: string, key = KEY) => createHmac('sha256', key).update(text).digest('hex')

function receive({ body = BODY, timestamp = String(NOW), signature = sign(body + timestamp), method }: Forgery = {}) {
  const headers = { 'Content-Type': 'application/json', 'X-Signature': signature, 'X-Timestamp': timestamp }
  return gateway.parseReceipt(new Request('http://10.0.0.1/receipts', { headers, body, method: method ?? 'POST' }))
}

const said = (changes: object, payload: object = {}) =>
  receive({ body: JSON.stringify({ ...EVENT, ...changes, payload: { ...EVENT.payload, ...payload } }) })

const UNSIGNED: ParsedReceipts = { kind: 'rejected', reason: 'not signed by the phone' }

describe("the phone's signatures", () => {
  test.each([-300, 0, 300])('accepts a timestamp %i seconds from now', async (seconds) => {
    expect(await receive({ timestamp: String(NOW + seconds) })).toMatchObject({ kind: 'receipts' })
  })

  test.each<[string, Forgery]>([
    ['empty', { signature: '' }],
    ['made with another key', { signature: sign(BODY + NOW, 'another key') }],
    ['made with an empty key', { signature: sign(BODY + NOW, '') }],
    ['in uppercase', { signature: sign(BODY + NOW).toUpperCase() }],
    ['cut off', { signature: sign(BODY + NOW).slice(0, -1) }],
    ['for the body only', { signature: sign(BODY) }],
    ['for the timestamp before the body', { signature: sign(NOW + BODY) }],
    ['for another body', { body: `${BODY} `, signature: sign(BODY + NOW) }],
    ['for another timestamp', { timestamp: String(NOW + 1), signature: sign(BODY + NOW) }],
    ['too old', { timestamp: String(NOW - 301) }],
    ['in the future', { timestamp: String(NOW + 301) }],
    ['without a timestamp', { timestamp: '' }],
    ['with a timestamp that is not a number', { timestamp: 'now' }],
    ['with a fractional timestamp', { timestamp: `${NOW}.0` }],
  ])('rejects a signature that is %s', async (_, forgery) => {
    expect(await receive(forgery)).toEqual(UNSIGNED)
  })

  test('rejects a request without signature headers', async () => {
    const bare = new Request('http://10.0.0.1/receipts', { method: 'POST', body: BODY })
    expect(await gateway.parseReceipt(bare)).toEqual(UNSIGNED)
  })
})

describe("the phone's events", () => {
  test.each([
    ['sms:sent', 'ACCEPTED', undefined],
    ['sms:delivered', 'DELIVERED', undefined],
    ['sms:failed', 'UNDELIVERED', 'failed'],
    ['sms:cancelled', 'UNDELIVERED', 'cancelled'],
  ])('maps %s to %s', async (event, status, detail) => {
    expect(await said({ event })).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, status, detail }],
    })
  })

  test.each([
    ['RESULT_ERROR_NO_SERVICE', 'failed: RESULT_ERROR_NO_SERVICE'],
    ['Could not send "Your code is 123456"', 'failed'],
    ['', 'failed'],
    [null, 'failed'],
    [{}, 'failed'],
  ])('stores the error name of a failure, but no free text: %j', async (reason, detail) => {
    expect(await said({ event: 'sms:failed' }, { reason })).toMatchObject({ receipts: [{ detail }] })
  })

  test.each<[string, object, object?]>([
    ['another event', { event: 'sms:received' }],
    ['an event named like a prototype property', { event: 'constructor' }],
    ['no event', { event: undefined }],
    ['no reference', {}, { messageId: undefined }],
    ['a short reference', {}, { messageId: REFERENCE.slice(1) }],
    ['a reference with a trailing newline', {}, { messageId: `${REFERENCE}\n` }],
    ['several references', {}, { messageId: [REFERENCE] }],
  ])('acknowledges and ignores a signed event with %s, since the phone would retry it', async (_, changes, payload) => {
    expect(await said(changes, payload)).toEqual({ kind: 'receipts', receipts: [] })
  })

  test.each(['', 'null', '[]', '{', '"sms:sent"'])(
    'acknowledges and ignores a signed body that is not an event: %j',
    async (body) => {
      expect(await receive({ body })).toEqual({ kind: 'receipts', receipts: [] })
    },
  )

  test('rejects other methods and bodies over 64 KB', async () => {
    expect(await receive({ method: 'PUT' })).toEqual({ kind: 'rejected', reason: 'not a POST' })
    const room = 64 * 1024 - JSON.stringify({ ...EVENT, pad: '' }).length
    expect(await said({ pad: 'a'.repeat(room) })).toMatchObject({ kind: 'receipts' })
    expect(await said({ pad: 'a'.repeat(room + 1) })).toEqual({ kind: 'rejected', reason: 'no readable body' })
  })

  test('rejects a request with an unreadable body', async () => {
    const request = new Request('http://10.0.0.1/receipts', { method: 'POST', body: BODY })
    await request.text()
    expect(await gateway.parseReceipt(request)).toEqual({ kind: 'rejected', reason: 'no readable body' })
  })
})
