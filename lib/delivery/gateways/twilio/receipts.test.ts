import library from 'twilio'
import { describe, expect, test } from 'vitest'
import type { ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { REFERENCE } from '@/lib/testing/loopback'
import { twilio } from './gateway'
import { isSignedByTwilio } from './signature'

const { getExpectedTwilioSignature, validateRequest } = library

const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
const SID = `SM${'abcdef0123456789'.repeat(2)}`
const TOKEN = 'f00dfacef00dfacef00dfacef00dface'
const ORIGIN = 'https://sms.example.com'
const PATH = `/api/gateways/twilio/receipts?reference=${REFERENCE}`

const calledAt = (receiptOrigin: string) =>
  twilio.create({ url: 'http://127.0.0.1', accountSid: ACCOUNT, authToken: TOKEN, from: undefined, receiptOrigin })

type Fields = Record<string, string>
const FIELDS: Fields = {
  SmsSid: SID,
  SmsStatus: 'delivered',
  MessageSid: SID,
  MessageStatus: 'delivered',
  To: '+12025550123',
  From: 'Grüezi & co',
  ApiVersion: '2010-04-01',
  AccountSid: ACCOUNT,
}

interface Forgery {
  fields?: Fields
  body?: string
  path?: string
  signature?: string | null
  type?: string
  method?: string
  origin?: string
}

const sign = (fields: Fields, url = ORIGIN + PATH, token = TOKEN) => getExpectedTwilioSignature(token, url, fields)

/** Sends a receipt signed by Twilio's library, with changes after signing. */
function receive({ fields = FIELDS, body, path = PATH, type, method = 'POST', ...forged }: Forgery = {}) {
  const headers = new Headers({ 'Content-Type': type ?? 'application/x-www-form-urlencoded' })
  const signature = forged.signature === undefined ? sign(fields) : forged.signature
  if (signature !== null) headers.set('X-Twilio-Signature', signature)
  const content = method === 'GET' ? undefined : (body ?? new URLSearchParams(fields).toString())
  // Behind a proxy, the host differs from the signed one.
  const request = new Request(`http://10.0.0.1:3000${path}`, { method, headers, body: content })
  return calledAt(forged.origin ?? ORIGIN).parseReceipt(request)
}

const UNSIGNED: ParsedReceipts = { kind: 'rejected', reason: 'not signed by Twilio' }

describe("Twilio's signatures", () => {
  test('accepts the example signature that Twilio publishes', () => {
    const url = new URL('https://mycompany.com/myapp.php?foo=1&bar=2')
    const form = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
      Caller: '+14158675309',
    })
    expect(isSignedByTwilio('RSOYDt4T1cUTdK1PDd93/VVr8B8=', '12345', url, form)).toBe(true)
    expect(isSignedByTwilio('RSOYDt4T1cUTdK1PDd93/VVr8B9=', '12345', url, form)).toBe(false)
  })

  test.each([
    ['https://a.example/x?y=1', { b: '2', a: '1', B: '3' }],
    ['https://a.example:443/x?y=1', { a: '' }],
    ['http://a.example:80/x', {}],
    ['https://a.example:8443/x', { a: ['2', '1', '2'] }],
    ['https://a.example/x', { ü: 'ß', '€': '漢', 'a b': '&=+%' }],
  ])("agrees with Twilio's library for %s %j", (url, fields: Record<string, string | string[]>) => {
    const form = new URLSearchParams(
      Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
    )
    const signature = getExpectedTwilioSignature(TOKEN, url, fields)
    expect(validateRequest(TOKEN, signature, url, fields)).toBe(true)
    expect(isSignedByTwilio(signature, TOKEN, new URL(url), form)).toBe(true)
    expect(isSignedByTwilio(signature, `${TOKEN}x`, new URL(url), form)).toBe(false)
  })

  test('accepts a signed URL with or without the default port', async () => {
    expect(await receive({ signature: sign(FIELDS, `${ORIGIN}:443${PATH}`) })).toMatchObject({ kind: 'receipts' })
    expect(await receive({ signature: sign(FIELDS, `${ORIGIN}${PATH}`) })).toMatchObject({ kind: 'receipts' })
  })

  const { To: _, ...withoutTo } = FIELDS
  test.each<[string, Forgery]>([
    ['missing', { signature: null }],
    ['empty', { signature: '' }],
    ['cut off', { signature: sign(FIELDS).slice(0, -1) }],
    ['extended', { signature: `${sign(FIELDS)}=` }],
    ['duplicated', { signature: `${sign(FIELDS)}, ${sign(FIELDS)}` }],
    ['made with another token', { signature: sign(FIELDS, ORIGIN + PATH, 'another') }],
    ['made with an empty token', { signature: sign(FIELDS, ORIGIN + PATH, '') }],
    ['for another host', { signature: sign(FIELDS, `https://evil.example${PATH}`) }],
    ['for the host of the request', { signature: sign(FIELDS, `http://10.0.0.1:3000${PATH}`) }],
    ['for http', { signature: sign(FIELDS, `http://sms.example.com${PATH}`) }],
    ['for another port', { signature: sign(FIELDS, `${ORIGIN}:8443${PATH}`) }],
    ['for the port of http', { signature: sign(FIELDS, `${ORIGIN}:80${PATH}`) }],
    ['for another path', { path: `/api/gateways/twilio/receipts/?reference=${REFERENCE}` }],
    ['for another reference', { path: PATH.replace('Zk3', 'Zk4') }],
    ['for a query without the reference', { signature: sign(FIELDS, ORIGIN + PATH.replace(/\?.*/, '')) }],
    [
      'for a query in another order',
      { path: `${PATH}&a=1`, signature: sign(FIELDS, `${ORIGIN}${PATH.replace('?', '?a=1&')}`) },
    ],
    ['for another body', { body: new URLSearchParams({ ...FIELDS, To: '+12025550124' }).toString() }],
    ['for another status', { body: new URLSearchParams({ ...FIELDS, MessageStatus: 'failed' }).toString() }],
    ['for a form without its last parameter', { body: `${new URLSearchParams(FIELDS)}&Extra=1` }],
    ['for a form with an additional parameter', { body: new URLSearchParams(withoutTo).toString() }],
    ['for a form with one of two values', { body: `${new URLSearchParams(FIELDS)}&To=%2B12025550199` }],
    ['for a form with a name in another case', { body: new URLSearchParams(FIELDS).toString().replace('To=', 'TO=') }],
    ['for an empty form', { signature: sign({}) }],
  ])('rejects a signature that is %s', async (_, forgery) => {
    expect(await receive()).toMatchObject({ kind: 'receipts' })
    expect(await receive(forgery)).toEqual(UNSIGNED)
  })

  test('requires a signature for a non-default port', async () => {
    const origin = `${ORIGIN}:8443`
    expect(await receive({ origin, signature: sign(FIELDS, `${ORIGIN}:8443${PATH}`) })).toMatchObject({
      kind: 'receipts',
    })
    expect(await receive({ origin, signature: sign(FIELDS, `${ORIGIN}:9443${PATH}`) })).toEqual(UNSIGNED)
    expect(await receive({ origin, signature: sign(FIELDS, `${ORIGIN}:443${PATH}`) })).toEqual(UNSIGNED)
  })
})

const signed = (changes: Fields, path = PATH) => {
  const fields = { ...FIELDS, ...changes }
  return receive({ fields, path, signature: sign(fields, ORIGIN + path) })
}

describe("Twilio's receipts", () => {
  test.each([
    ['sent', 'ACCEPTED'],
    ['delivered', 'DELIVERED'],
    ['read', 'DELIVERED'],
    ['undelivered', 'UNDELIVERED'],
    ['failed', 'UNDELIVERED'],
    ['canceled', 'UNDELIVERED'],
  ])('maps status %s to %s', async (said, status) => {
    expect(await signed({ MessageStatus: said })).toEqual({
      kind: 'receipts',
      receipts: [
        { reference: REFERENCE, status, gatewayMessageId: SID, detail: status === 'UNDELIVERED' ? said : undefined },
      ],
    })
  })

  test.each(['queued', 'accepted', 'scheduled', 'sending'])(
    'acknowledges status %s without a change',
    async (MessageStatus) => {
      expect(await signed({ MessageStatus })).toEqual({ kind: 'receipts', receipts: [] })
    },
  )

  test.each([
    ['30003', 'undelivered: handset unreachable (30003)'],
    ['30007', 'undelivered: filtered by the carrier (30007)'],
    ['30036', 'undelivered: expired (30036)'],
    ['31337', 'undelivered: error 31337'],
    ['', 'undelivered'],
  ])('maps ErrorCode %j to the detail %s', async (ErrorCode, detail) => {
    expect(await signed({ MessageStatus: 'undelivered', ErrorCode })).toMatchObject({ receipts: [{ detail }] })
  })

  test('reports an opt-out that a messaging service detects after accepting the message', async () => {
    const receipts = [{ status: 'UNDELIVERED', refusal: 'opted-out' }]
    expect(await signed({ MessageStatus: 'failed', ErrorCode: '21610' })).toMatchObject({ receipts })
    for (const [MessageStatus, ErrorCode] of [
      ['failed', '30003'],
      ['delivered', '21610'],
    ] as const)
      expect(await signed({ MessageStatus, ErrorCode })).toMatchObject({ receipts: [{ refusal: undefined }] })
  })

  test('rejects a signed receipt of another account', async () => {
    const rejected = { kind: 'rejected', reason: 'about another account' }
    expect(await signed({ AccountSid: `AC${'f'.repeat(32)}` })).toEqual(rejected)
    expect(await receive({ body: `${new URLSearchParams(FIELDS)}&AccountSid=${ACCOUNT}` })).toEqual(rejected)
  })

  test.each<[string, Fields, string?]>([
    ['status partially_delivered', { MessageStatus: 'partially_delivered' }],
    ['status approved', { MessageStatus: 'approved' }],
    ['status constructor', { MessageStatus: 'constructor' }],
    ['status ', { MessageStatus: '' }],
    ['no status of one of our messages', {}, '/receipts'],
    ['no status of one of our messages', {}, PATH.slice(0, -1)],
    ['no status of one of our messages', {}, `${PATH}&reference=${REFERENCE}`],
  ])('acknowledges an authentic receipt that it cannot map: %s %j %s', async (unread, changes, path) => {
    expect(await signed(changes, path)).toEqual({ kind: 'receipts', receipts: [], unread })
  })

  test('acknowledges a receipt with two statuses without a change', async () => {
    const body = `${new URLSearchParams(FIELDS)}&MessageStatus=failed`
    const signature = getExpectedTwilioSignature(TOKEN, ORIGIN + PATH, {
      ...FIELDS,
      MessageStatus: ['delivered', 'failed'],
    })
    expect(await receive({ body, signature })).toMatchObject({ kind: 'receipts', receipts: [] })
  })

  test.each<[Fields, string | undefined, string | undefined]>([
    [{ MessageStatus: 'undelivered', ErrorCode: 'null' }, SID, 'undelivered'],
    [{ MessageStatus: 'undelivered', ErrorCode: '30003<script>' }, SID, 'undelivered'],
    [{ MessageStatus: 'delivered', ErrorCode: 'null' }, SID, undefined],
    [{ MessageSid: '' }, undefined, undefined],
    [{ MessageSid: `${SID}0` }, undefined, undefined],
  ])('ignores malformed optional fields: %j', async (changes, gatewayMessageId, detail) => {
    const status = (changes.MessageStatus ?? 'delivered').toUpperCase()
    expect(await signed(changes)).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, status, gatewayMessageId, detail }],
    })
  })

  test.each<[string, Forgery]>([
    ['JSON', { type: 'application/json' }],
    ['a multipart form', { type: 'multipart/form-data; boundary=x' }],
    ['of a type with the same prefix', { type: 'application/x-www-form-urlencoded2' }],
    ['a GET', { method: 'GET' }],
  ])('rejects a request that is %s', async (_, forgery) => {
    expect(await receive(forgery)).toEqual({ kind: 'rejected', reason: 'not a form' })
  })

  test('accepts a form with a charset', async () => {
    const type = 'application/x-www-form-urlencoded; charset=UTF-8'
    expect(await receive({ type })).toMatchObject({ kind: 'receipts' })
  })

  test('rejects a body over 64 KB', async () => {
    const long = (length: number) => ({ ...FIELDS, Pad: 'a'.repeat(length) })
    const room = 64 * 1024 - new URLSearchParams(long(0)).toString().length
    for (const [length, kind] of [
      [room, 'receipts'],
      [room + 1, 'rejected'],
    ] as const) {
      expect(await receive({ fields: long(length), signature: sign(long(length)) })).toMatchObject({ kind })
    }
  })
})
