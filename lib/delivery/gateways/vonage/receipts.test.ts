import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import { tokenGenerate, verifySignature } from '@vonage/jwt'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ParsedReceipts } from '@/lib/delivery/gateways/gateway'
import { REFERENCE } from '@/lib/testing/loopback'
import { vonage } from './gateway'

const SECRET = 'a signature secret of 32 letters'
const UUID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'
const NOW = Date.parse('2026-11-24T12:00:00Z') / 1000

const gatewayWith = (signatureSecret: string) =>
  vonage.create({ url: 'http://127.0.0.1', apiKey: 'abcd1234', apiSecret: 'horse', signatureSecret })

let gateway = gatewayWith(SECRET)

beforeEach(() => {
  gateway = gatewayWith(SECRET)
  vi.setSystemTime(NOW * 1000)
})
afterEach(() => void vi.useRealTimers())

const problem = (code: string) => ({ type: `https://developer.vonage.com/api-errors/messages#${code}`, title: 'No' })

const STATUS = {
  message_uuid: UUID,
  to: '12025550123',
  from: 'Latchkey',
  timestamp: '2026-11-24T12:00:00.000Z',
  status: 'delivered',
  client_ref: REFERENCE,
  channel: 'sms',
  usage: { currency: 'EUR', price: '0.0333' },
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

const claimsFor = (body: string, changes = {}): Record<string, unknown> => ({
  iss: 'Vonage',
  iat: NOW,
  jti: '0d5a1e2c-8f0a-4b7e-9d55-3e2f1c0b9a87',
  payload_hash: sha256(body),
  api_key: 'abcd1234',
  ...changes,
})

function token(
  claims: object,
  secret = SECRET,
  header: object = { typ: 'JWT', alg: 'HS256' },
  hash = 'sha256',
): string {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

const QUERY = `?reference=${REFERENCE}`

function receive(body: string, authorization: string | null, query = QUERY, method = 'POST') {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (authorization !== null) headers.set('Authorization', authorization)
  const url = `http://10.0.0.1:3000/api/gateways/vonage/receipts${query}`
  return gateway.parseReceipt(new Request(url, { method, headers, body: method === 'GET' ? undefined : body }))
}

const BODY = JSON.stringify(STATUS)

/** Sends a validly signed receipt with changed fields. */
function said(changes: object, query = QUERY) {
  const body = JSON.stringify({ ...STATUS, ...changes })
  return receive(body, `Bearer ${token(claimsFor(body))}`, query)
}

const withClaims = (changes: object) => receive(BODY, `Bearer ${token(claimsFor(BODY, changes))}`)

const UNSIGNED: ParsedReceipts = { kind: 'rejected', reason: 'not signed by Vonage' }

describe("Vonage's tokens", () => {
  test("accepts a token that Vonage's library accepts and returns its nonce", async () => {
    const genuine = token(claimsFor(BODY, { exp: NOW + 60 }))
    expect(verifySignature(genuine, SECRET)).toBe(true)
    expect(await receive(BODY, `Bearer ${genuine}`)).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, status: 'DELIVERED', gatewayMessageId: UUID }],
      once: 'vonage:0d5a1e2c-8f0a-4b7e-9d55-3e2f1c0b9a87',
    })
  })

  test.each([-300, 0, 300])('accepts a token issued %i seconds from now', async (seconds) => {
    expect(await withClaims({ iat: NOW + seconds })).toMatchObject({ kind: 'receipts' })
  })

  test.each<[string, object]>([
    ['issued too long ago', { iat: NOW - 301 }],
    ['issued in the future', { iat: NOW + 301 }],
    ['without a time of issue', { iat: undefined }],
    ['issued at a time that is a string', { iat: String(NOW) }],
    ['expired', { exp: NOW - 1 }],
    ['without an id', { jti: undefined }],
    ['with an empty id', { jti: '' }],
    ['with a list as id', { jti: ['0d5a1e2c-8f0a-4b7e-9d55-3e2f1c0b9a87'] }],
    ['with an id that is too long', { jti: 'a'.repeat(129) }],
    ['without a body hash', { payload_hash: undefined }],
    ['for an empty body', { payload_hash: sha256('') }],
    ['for another body', { payload_hash: sha256(`${BODY} `) }],
    ['for the same data in another encoding', { payload_hash: sha256(BODY.replace(':', ': ')) }],
    ['for another account', { api_key: 'abcd1235' }],
    ['without an account', { api_key: undefined }],
  ])('rejects a token with claims that are %s', async (_, changes) => {
    expect(await withClaims(changes)).toEqual(UNSIGNED)
  })

  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

  test('rejects a token signed with RS256, which Vonage’s library accepts', async () => {
    const claims = claimsFor(BODY)
    const rsa = tokenGenerate('6c7f6d4a-0000-4000-8000-000000000000', privateKey, { ...claims, issued_at: NOW })
    expect(verifySignature(rsa, publicKey)).toBe(true)
    expect(await receive(BODY, `Bearer ${rsa}`)).toEqual(UNSIGNED)
    // Even if an operator configured the public key as the secret, which the library would accept.
    gateway = gatewayWith(publicKey)
    expect(await receive(BODY, `Bearer ${rsa}`)).toEqual(UNSIGNED)
  })

  const claims = claimsFor(BODY)
  const good = token(claims)
  const [header, payload, signature] = good.split('.')
  test.each<[string, string | null]>([
    ['missing', null],
    ['empty', ''],
    ['without a scheme', good],
    ['with another scheme', `Basic ${good}`],
    ['duplicated', `Bearer ${good}, Bearer ${good}`],
    ['cut off', `Bearer ${header}.${payload}`],
    ['without a signature', `Bearer ${header}.${payload}.`],
    ['with alg none', `Bearer ${encoded({ alg: 'none' })}.${payload}.`],
    ['with alg none and a signature', `Bearer ${encoded({ alg: 'none' })}.${payload}.${signature}`],
    ['signed with another secret', `Bearer ${token(claims, 'another secret of 32 letters ...')}`],
    ['signed with an empty secret', `Bearer ${token(claims, '')}`],
    ['labeled RS256', `Bearer ${token(claims, SECRET, { typ: 'JWT', alg: 'RS256' })}`],
    ['labeled HS512', `Bearer ${token(claims, SECRET, { typ: 'JWT', alg: 'HS512' })}`],
    ['signed with HS512', `Bearer ${token(claims, SECRET, { typ: 'JWT', alg: 'HS512' }, 'sha512')}`],
    ['labeled hs256', `Bearer ${token(claims, SECRET, { typ: 'JWT', alg: 'hs256' })}`],
    ['signed with an embedded key', `Bearer ${token(claims, 'k', { alg: 'HS256', jwk: { kty: 'oct', k: 'aw' } })}`],
    [
      'marked with an unknown critical extension',
      `Bearer ${token(claims, SECRET, { alg: 'HS256', crit: ['new'], new: 1 })}`,
    ],
    ['modified after signing', `Bearer ${header}.${encoded({ ...claims, iat: NOW - 1 })}.${signature}`],
  ])('rejects an Authorization header that is %s', async (_, authorization) => {
    expect(await receive(BODY, `Bearer ${good}`)).toMatchObject({ kind: 'receipts' })
    expect(await receive(BODY, authorization)).toEqual(UNSIGNED)
  })
})

describe("Vonage's receipts", () => {
  test.each([
    ['submitted', 'ACCEPTED'],
    ['delivered', 'DELIVERED'],
    ['read', 'DELIVERED'],
  ])('maps status %s to %s', async (status, ours) => {
    expect(await said({ status })).toMatchObject({
      receipts: [{ reference: REFERENCE, status: ours, gatewayMessageId: UUID, detail: undefined }],
    })
  })

  test.each([
    ['undeliverable', undefined, 'undeliverable'],
    ['undeliverable', problem('1290'), 'undeliverable: error 1290'],
    ['rejected', problem('1240'), 'rejected: error 1240'],
    ['rejected', { title: 1260, detail: 'words' }, 'rejected'],
  ])('maps status %s with error %j to the detail %s', async (status, error, detail) => {
    expect(await said({ status, error })).toMatchObject({ receipts: [{ status: 'UNDELIVERED', detail }] })
  })

  test('reads the reference from the body, the URL or both', async () => {
    for (const [changes, query] of [
      [{}, ''],
      [{ client_ref: undefined }, QUERY],
      [{}, QUERY],
    ] as const) {
      expect(await said(changes, query)).toMatchObject({ receipts: [{ reference: REFERENCE }] })
    }
  })

  test.each<[string, object, string?]>([
    ['differ', { client_ref: REFERENCE.replace('Z', 'z') }],
    ['are repeated in the URL', {}, `${QUERY}&reference=${REFERENCE}`],
    ['are cut off in the URL', {}, QUERY.slice(0, -1)],
  ])('rejects a signed receipt whose references in body and URL %s', async (_, changes, query) => {
    expect(await said(changes, query)).toEqual({ kind: 'rejected', reason: 'two references that differ' })
  })

  const ONCE = 'vonage:0d5a1e2c-8f0a-4b7e-9d55-3e2f1c0b9a87'
  const NO_REFERENCE = 'no reference of one of our messages'
  test.each<[string, object, string?]>([
    ['status approved', { status: 'approved' }],
    ['status constructor', { status: 'constructor' }],
    ['no status of a message', { status: undefined }],
    ['no status of a message', { status: null }],
    [NO_REFERENCE, { client_ref: null }, ''],
    [NO_REFERENCE, { client_ref: undefined }, ''],
    [NO_REFERENCE, { client_ref: undefined }, QUERY.slice(0, -1)],
    [NO_REFERENCE, { client_ref: REFERENCE.slice(1) }, ''],
    [NO_REFERENCE, { client_ref: { not: '' } }, ''],
  ])('acknowledges an authentic receipt that it cannot map, once: %s %j %s', async (unread, changes, query) => {
    expect(await said(changes, query)).toEqual({ kind: 'receipts', receipts: [], once: ONCE, unread })
  })

  test.each(['', 'null', '[]', '{', `${BODY}${BODY}`])(
    'acknowledges an authentic body that is not a receipt: %j',
    async (body) => {
      expect(await receive(body, `Bearer ${token(claimsFor(body))}`)).toMatchObject({ kind: 'receipts', receipts: [] })
    },
  )

  test.each<[object, string | undefined]>([
    [{ client_ref: null }, UUID],
    [{ client_ref: { not: '' } }, UUID],
    [{ message_uuid: undefined }, undefined],
    [{ message_uuid: 'x' }, undefined],
    [{ error: null }, UUID],
    [{ error: 'words' }, UUID],
  ])('ignores malformed optional fields: %j', async (changes, uuid) => {
    const receipts = [{ reference: REFERENCE, status: 'DELIVERED', gatewayMessageId: uuid }]
    expect(await said(changes)).toEqual({ kind: 'receipts', receipts, once: ONCE })
  })

  test('rejects other methods and bodies over 64 KB', async () => {
    expect(await receive('', `Bearer ${token(claimsFor(''))}`, QUERY, 'GET')).toEqual({
      kind: 'rejected',
      reason: 'not a POST',
    })
    const room = 64 * 1024 - JSON.stringify({ ...STATUS, pad: '' }).length
    expect(await said({ pad: 'a'.repeat(room) })).toMatchObject({ kind: 'receipts' })
    expect(await said({ pad: 'a'.repeat(room + 1) })).toEqual({ kind: 'rejected', reason: 'no readable body' })
  })
})
