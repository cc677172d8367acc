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

describe("the phone's signature", () => {
  test.each([-300, 0, 300])('may be %i seconds away from our clock', async (seconds) => {
    expect(await receive({ timestamp: String(NOW + seconds) })).toMatchObject({ kind: 'receipts' })
  })

  test.each<[string, Forgery]>([
    ['none', { signature: '' }],
    ['by another key', { signature: sign(BODY + NOW, 'another key') }],
    ['by an empty key', { signature: sign(BODY + NOW, '') }],
    ['in capitals', { signature: sign(BODY + NOW).toUpperCase() }],
    ['cut off', { signature: sign(BODY + NOW).slice(0, -1) }],
    ['over the body alone', { signature: sign(BODY) }],
    ['over the time first', { signature: sign(NOW + BODY) }],
    ['for another body', { body: `${BODY} `, signature: sign(BODY + NOW) }],
    ['for another time', { timestamp: String(NOW + 1), signature: sign(BODY + NOW) }],
    ['too old', { timestamp: String(NOW - 301) }],
    ['of the future', { timestamp: String(NOW + 301) }],
    ['of no time', { timestamp: '' }],
    ['of a time that is no number', { timestamp: 'now' }],
    ['of a time in other letters', { timestamp: `${NOW}.0` }],
  ])('is no proof when it is %s', async (_, forgery) => {
    expect(await receive(forgery)).toEqual(UNSIGNED)
  })

  test('is no proof when its headers are missing', async () => {
    const bare = new Request('http://10.0.0.1/receipts', { method: 'POST', body: BODY })
    expect(await gateway.parseReceipt(bare)).toEqual(UNSIGNED)
  })
})

describe("the phone's event", () => {
  test.each([
    ['sms:sent', 'ACCEPTED', undefined],
    ['sms:delivered', 'DELIVERED', undefined],
    ['sms:failed', 'UNDELIVERED', 'failed'],
    ['sms:cancelled', 'UNDELIVERED', 'cancelled'],
  ])('%s means %s', async (event, status, detail) => {
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
  ])('tells why a message failed by its name alone, not by words: %j', async (reason, detail) => {
    expect(await said({ event: 'sms:failed' }, { reason })).toMatchObject({ receipts: [{ detail }] })
  })

  test.each<[string, object, object?]>([
    ['an event that is not about our messages', { event: 'sms:received' }],
    ['an event that every object has', { event: 'constructor' }],
    ['no event', { event: undefined }],
    ['no reference', {}, { messageId: undefined }],
    ['a short reference', {}, { messageId: REFERENCE.slice(1) }],
    ['a reference with a line behind it', {}, { messageId: `${REFERENCE}\n` }],
    ['several references', {}, { messageId: [REFERENCE] }],
  ])('is taken and ignored with %s when it is signed, since the phone would repeat it', async (_, changes, payload) => {
    expect(await said(changes, payload)).toEqual({ kind: 'receipts', receipts: [] })
  })

  test.each(['', 'null', '[]', '{', '"sms:sent"'])('is taken and ignored when it is %j and signed', async (body) => {
    expect(await receive({ body })).toEqual({ kind: 'receipts', receipts: [] })
  })

  test('is a POST of at most 64 KB', async () => {
    expect(await receive({ method: 'PUT' })).toEqual({ kind: 'rejected', reason: 'not a POST' })
    const room = 64 * 1024 - JSON.stringify({ ...EVENT, pad: '' }).length
    expect(await said({ pad: 'a'.repeat(room) })).toMatchObject({ kind: 'receipts' })
    expect(await said({ pad: 'a'.repeat(room + 1) })).toEqual({ kind: 'rejected', reason: 'no readable body' })
  })

  test('whose body cannot be read is rejected', async () => {
    const request = new Request('http://10.0.0.1/receipts', { method: 'POST', body: BODY })
    await request.text()
    expect(await gateway.parseReceipt(request)).toEqual({ kind: 'rejected', reason: 'no readable body' })
  })
})
