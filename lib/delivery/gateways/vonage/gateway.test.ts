import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import { type HttpClient, httpClient } from '@/lib/delivery/gateways/http'
import { answering, type Loopback, loopback, MESSAGE, REFERENCE, soon } from '@/lib/testing/loopback'
import { vonage } from './gateway'

const UUID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'

let there: Loopback
let http: HttpClient
let gateway: SmsGateway

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
  gateway = vonage.create({ url: there.url, apiKey: 'abcd1234', apiSecret: 'horse', signatureSecret: 'secret' }, http)
})
afterEach(async () => {
  await http.close()
  await there.close()
})

const asked = () => there.asked[0] ?? expect.unreachable()

describe('requests to Vonage', () => {
  test('posts JSON with numbers without a plus', async () => {
    await gateway.send(MESSAGE, soon())
    expect(there.asked).toHaveLength(1)
    expect(asked().line).toBe('POST /v1/messages')
    expect(asked().headers).toMatchObject({
      authorization: `Basic ${btoa('abcd1234:horse')}`,
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(JSON.parse(asked().body)).toEqual({
      channel: 'sms',
      message_type: 'text',
      to: '12025550123',
      from: 'Latchkey',
      text: MESSAGE.text,
      ttl: 599,
      client_ref: REFERENCE,
      webhook_url: MESSAGE.receiptUrl,
      webhook_version: 'v1',
      sms: { encoding_type: 'text' },
    })
  })

  test('sets the encoding for UCS-2 and accepts a number as the sender', async () => {
    await gateway.send({ ...MESSAGE, text: 'Ваш код', encoding: 'UCS-2', from: '+447700900001' }, soon())
    expect(JSON.parse(asked().body)).toMatchObject({
      from: '447700900001',
      text: 'Ваш код',
      sms: { encoding_type: 'unicode' },
    })
  })

  test.each([
    [0.5, 1],
    [600.7, 600],
    [1e6, 259_200],
  ])('maps a lifetime of %d seconds to a TTL of %d', async (lifeSeconds, ttl) => {
    await gateway.send({ ...MESSAGE, lifeSeconds }, soon())
    expect(JSON.parse(asked().body)).toMatchObject({ ttl })
  })
})

const problem = (code: string, more = {}) => ({
  type: `https://developer.vonage.com/api-errors/messages#${code}`,
  title: 'Invalid params',
  detail: `About ${MESSAGE.to}`,
  instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
  ...more,
})

describe("Vonage's responses", () => {
  test.each([200, 202])('accepts a %i response with a message id', async (status) => {
    there.answer = answering(status, { message_uuid: UUID, workflow_id: 'new' })
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'accepted', gatewayMessageId: UUID })
  })

  test.each<[string, number, unknown, string]>([
    ['account', 401, problem('unauthorized'), 'HTTP 401'],
    ['account', 402, problem('low-balance'), 'HTTP 402'],
    ['account', 403, problem('forbidden'), 'HTTP 403'],
    ['account', 404, '', 'HTTP 404'],
    ['account', 307, '', 'HTTP 307'],
    ['account', 422, problem('1120'), 'HTTP 422, error 1120'],
    ['account', 422, problem('1130'), 'HTTP 422, error 1130'],
    ['account', 422, '<html>', 'HTTP 422'],
    ['account', 422, problem('1020', { invalid_parameters: [{ name: 'from' }] }), 'HTTP 422, error 1020'],
    [
      'number',
      422,
      problem('1020', { invalid_parameters: [{ name: 'from' }, { name: 'to' }] }),
      'HTTP 422, error 1020',
    ],
    ['number', 422, problem('1040'), 'HTTP 422, error 1040'],
    ['number', 422, problem('1050'), 'HTTP 422, error 1050'],
    ['number', 422, problem('1170'), 'HTTP 422, error 1170'],
    ['number', 422, problem('1240'), 'HTTP 422, error 1240'],
    ['transient', 422, problem('1000'), 'HTTP 422, error 1000'],
    ['transient', 429, problem('1000'), 'HTTP 429'],
  ])('maps to a refusal (%s): %i %j', async (because, status, body, reason) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'refused', because, reason })
  })

  test.each<[number, unknown]>([
    [200, '<html>portal</html>'],
    [202, ''],
    [202, { message_uuid: 'not one' }],
    [202, problem('1020')],
    [200, { 'message-count': '1', messages: [{ status: '4', 'error-text': 'Bad Credentials' }] }],
    [201, { message_uuid: UUID }],
    [408, ''],
    [500, problem('1030')],
    [502, ''],
    [503, ''],
  ])('maps to an unknown outcome: %i %j', async (status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'unknown' })
  })

  test('returns the Retry-After', async () => {
    there.answer = answering(429, problem('1000'), { 'Retry-After': '3' })
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ because: 'transient', retryAfterSeconds: 3 })
  })
})
