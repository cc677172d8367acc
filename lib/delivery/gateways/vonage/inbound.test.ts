import { createHash, createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { vonage } from './gateway'

const SECRET = 'a signature secret of 32 letters'
const UUID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'
const NOW = Date.parse('2026-11-24T12:00:00Z') / 1000

const gateway = vonage.create({
  url: 'http://127.0.0.1',
  apiKey: 'abcd1234',
  apiSecret: 'horse',
  signatureSecret: SECRET,
})

beforeEach(() => void vi.setSystemTime(NOW * 1000))
afterEach(() => void vi.useRealTimers())

const REPLY = {
  to: '12025550100',
  from: '12025550123',
  channel: 'sms',
  message_uuid: UUID,
  timestamp: '2026-11-24T12:00:00Z',
  usage: { price: '0.0057', currency: 'EUR' },
  message_type: 'text',
  text: 'Stop',
  sms: { num_messages: '1', keyword: 'STOP' },
}
const BODY = JSON.stringify(REPLY)

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function token(body: string, changes: object = {}, secret = SECRET): string {
  const payload_hash = createHash('sha256').update(body).digest('hex')
  const claims = { iss: 'Vonage', iat: NOW, jti: 'a-token-of-its-own', payload_hash, api_key: 'abcd1234', ...changes }
  const signed = `${encoded({ typ: 'JWT', alg: 'HS256' })}.${encoded(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function receive(body: string, jwt = token(body), method = 'POST') {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${jwt}` }
  const url = 'http://10.0.0.1:3000/api/gateways/vonage/replies'
  return gateway.parseInbound?.(new Request(url, { method, headers, body: method === 'GET' ? undefined : body }))
}

const said = (changes: object) => receive(JSON.stringify({ ...REPLY, ...changes }))

const UNSIGNED: ParsedInbound = { kind: 'rejected', reason: 'not signed by Vonage' }

describe('inbound messages from Vonage', () => {
  test('returns the sender and text, identified by the message id regardless of the token', async () => {
    const expected = { kind: 'inbound', messages: [{ from: '12025550123', text: 'Stop' }], once: `vonage:${UUID}` }
    expect(await receive(BODY)).toEqual(expected)
    expect(await receive(BODY, token(BODY, { jti: 'the-token-of-another-try' }))).toEqual(expected)
  })

  test.each<[string, object]>([
    ['another channel', { channel: 'whatsapp' }],
    ['a picture', { message_type: 'image', text: undefined }],
    ['a text longer than ten segments', { text: 'x'.repeat(1601) }],
  ])('acknowledges and ignores %s', async (_, changes) => {
    expect(await said(changes)).toEqual({ kind: 'inbound', messages: [], once: `vonage:${UUID}` })
  })

  test.each<[string, string, string]>([
    ['signed with another secret', BODY, token(BODY, {}, 'another')],
    ['signed with an empty secret', BODY, token(BODY, {}, '')],
    ['for another body', BODY, token(`${BODY} `)],
    ['for another account', BODY, token(BODY, { api_key: 'other' })],
    ['too old', BODY, token(BODY, { iat: NOW - 301 })],
    ['in the future', BODY, token(BODY, { iat: NOW + 301 })],
    ['without a timestamp', BODY, token(BODY, { iat: undefined })],
    ['without a hash', BODY, token(BODY, { payload_hash: undefined })],
    ['cut off', BODY, token(BODY).slice(0, -1)],
    ['empty', BODY, ''],
  ])('rejects a token that is %s', async (_, body, jwt) => {
    expect(await receive(body, jwt)).toEqual(UNSIGNED)
  })

  test('rejects a request without a token', async () => {
    const bare = new Request('http://10.0.0.1/replies', { method: 'POST', body: BODY })
    expect(await gateway.parseInbound?.(bare)).toEqual(UNSIGNED)
  })

  test.each([
    ['no message id', { message_uuid: undefined }],
    ['an invalid message id', { message_uuid: 'x' }],
    ['no sender', { from: undefined }],
  ])('rejects a signed message with %s', async (_, changes) => {
    expect(await said(changes)).toEqual({ kind: 'rejected', reason: 'not an incoming message' })
  })

  test('rejects a GET request', async () => {
    expect(await receive(BODY, token(BODY), 'GET')).toEqual({ kind: 'rejected', reason: 'not a POST' })
  })
})
