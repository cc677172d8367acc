import library from 'twilio'
import { describe, expect, test } from 'vitest'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { twilio } from './gateway'

const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
const SID = `SM${'abcdef0123456789'.repeat(2)}`
const TOKEN = 'f00dfacef00dfacef00dfacef00dface'
const ORIGIN = 'https://sms.example.com'
const PATH = '/api/gateways/twilio/replies'

const gateway = twilio.create({
  url: 'http://127.0.0.1',
  accountSid: ACCOUNT,
  authToken: TOKEN,
  from: undefined,
  receiptOrigin: ORIGIN,
})

type Fields = Record<string, string>
const FIELDS: Fields = {
  ToCountry: 'US',
  SmsMessageSid: SID,
  NumMedia: '0',
  SmsSid: SID,
  SmsStatus: 'received',
  Body: 'Stop',
  To: '+12025550100',
  MessageSid: SID,
  AccountSid: ACCOUNT,
  From: '+12025550123',
  ApiVersion: '2010-04-01',
}

interface Forgery {
  body?: string
  path?: string
  signature?: string
  type?: string
  method?: string
}

const sign = (fields: Fields, url = ORIGIN + PATH, token = TOKEN) =>
  library.getExpectedTwilioSignature(token, url, fields)

/** Sends a message signed by Twilio's library, with changes after signing. */
function receive(fields: Fields = FIELDS, { body, path = PATH, type, method = 'POST', signature }: Forgery = {}) {
  const headers = {
    'Content-Type': type ?? 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': signature ?? sign(fields),
  }
  const content = method === 'GET' ? undefined : (body ?? new URLSearchParams(fields).toString())
  // Behind a proxy, the host differs from the signed one.
  return gateway.parseInbound?.(new Request(`http://10.0.0.1:3000${path}`, { method, headers, body: content }))
}

const said = (changes: Fields) => receive({ ...FIELDS, ...changes })

const UNSIGNED: ParsedInbound = { kind: 'rejected', reason: 'not signed by Twilio' }

describe('inbound messages from Twilio', () => {
  test('returns the sender and text, identified by the message id', async () => {
    expect(await receive()).toEqual({
      kind: 'inbound',
      messages: [{ from: '+12025550123', text: 'Stop' }],
      once: `twilio:${SID}`,
    })
  })

  test.each(['STOP', 'START', 'HELP'])("uses Twilio's keyword for a text in any language: %s", async (OptOutType) => {
    expect(await said({ Body: 'ARRÊT', OptOutType })).toMatchObject({ messages: [{ text: OptOutType }] })
  })

  test.each<[string, Fields]>([['a text longer than ten segments', { Body: 'x'.repeat(1601) }]])(
    'acknowledges and ignores %s',
    async (_, changes) => {
      expect(await said(changes)).toMatchObject({ kind: 'inbound', messages: [] })
    },
  )

  test.each<[string, Forgery]>([
    ['empty', { signature: '' }],
    ['made with another token', { signature: sign(FIELDS, ORIGIN + PATH, 'another') }],
    ['for another host', { signature: sign(FIELDS, `https://evil.example${PATH}`) }],
    ['for the host of the request', { signature: sign(FIELDS, `http://10.0.0.1:3000${PATH}`) }],
    ['for the URL of receipts', { signature: sign(FIELDS, ORIGIN + PATH.replace('replies', 'receipts')) }],
    ['for another query', { path: `${PATH}?a=1` }],
    ['for another sender', { body: new URLSearchParams({ ...FIELDS, From: '+12025550124' }).toString() }],
    ['for another text', { body: new URLSearchParams({ ...FIELDS, Body: 'START' }).toString() }],
    ['without the OptOutType', { body: new URLSearchParams({ ...FIELDS, OptOutType: 'STOP' }).toString() }],
    ['for one of two senders', { body: `${new URLSearchParams(FIELDS)}&From=%2B12025550124` }],
  ])('rejects a signature that is %s', async (_, forgery) => {
    expect(await receive(FIELDS, forgery)).toEqual(UNSIGNED)
  })

  test.each<[string, Fields]>([
    ['another account', { AccountSid: `AC${'f'.repeat(32)}` }],
    ['no message id', { MessageSid: '' }],
    ['an invalid message id', { MessageSid: `${SID}0` }],
    ['an unknown OptOutType', { OptOutType: 'constructor' }],
  ])('rejects a signed message with %s', async (_, changes) => {
    expect(await said(changes)).toMatchObject({ kind: 'rejected', reason: expect.not.stringMatching('signed') })
  })

  test.each(['From', 'Body', 'MessageSid', 'AccountSid'])('rejects a message with a duplicate %s', async (name) => {
    const twice = `${new URLSearchParams(FIELDS)}&${name}=${encodeURIComponent(FIELDS[name] ?? '')}`
    expect(await receive(FIELDS, { body: twice })).toEqual({ kind: 'rejected', reason: 'not an incoming message' })
  })

  test.each<[string, Forgery]>([
    ['JSON', { type: 'application/json' }],
    ['a GET', { method: 'GET' }],
  ])('rejects a request that is %s', async (_, forgery) => {
    expect(await receive(FIELDS, forgery)).toEqual({ kind: 'rejected', reason: 'not a form' })
  })
})
