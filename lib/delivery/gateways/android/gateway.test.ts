import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import { type HttpClient, httpClient } from '@/lib/delivery/gateways/http'
import { answering, type Loopback, loopback, MESSAGE, REFERENCE, soon } from '@/lib/testing/loopback'
import { android } from './gateway'

let there: Loopback
let http: HttpClient
let gateway: SmsGateway

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
  const url = `${there.url}/3rdparty/v1`
  gateway = android.create({ url, username: 'sms', password: 'correct-horse', signingKey: 'key' }, http)
})
afterEach(async () => {
  await http.close()
  await there.close()
})

const asked = () => there.asked[0] ?? expect.unreachable()

describe('requests to the phone', () => {
  test('posts JSON with our reference as the id', async () => {
    await gateway.send(MESSAGE, soon())
    expect(there.asked).toHaveLength(1)
    expect(asked().line).toBe('POST /3rdparty/v1/messages')
    expect(asked().headers).toMatchObject({
      authorization: `Basic ${btoa('sms:correct-horse')}`,
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(JSON.parse(asked().body)).toEqual({
      id: REFERENCE,
      phoneNumbers: ['+12025550123'],
      textMessage: { text: MESSAGE.text },
      ttl: 599,
      withDeliveryReport: true,
    })
  })

  test.each([
    [1, 5],
    [5.9, 5],
    [600, 600],
  ])('maps a lifetime of %d seconds to a TTL of %d', async (lifeSeconds, ttl) => {
    await gateway.send({ ...MESSAGE, lifeSeconds }, soon())
    expect(JSON.parse(asked().body)).toMatchObject({ ttl })
  })
})

describe("the phone's responses", () => {
  test.each<[number, unknown]>([
    [202, { id: REFERENCE, state: 'Pending', recipients: [], isHashed: false }],
    [201, { id: REFERENCE, state: 'Pending' }],
    [200, { id: REFERENCE, state: 'Pending' }],
    [409, { message: 'message already exists' }],
    [409, ''],
  ])('maps to accepted: %i %j', async (status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'accepted', gatewayMessageId: REFERENCE })
  })

  test.each<[string, number, unknown]>([
    ['number', 400, { message: 'invalid phone number: +12025550123' }],
    ['number', 400, { message: 'Recipient is invalid' }],
    ['account', 400, { message: 'ttl must be 5 or greater' }],
    ['account', 400, '<html>'],
    ['account', 401, ''],
    ['account', 403, { message: 'forbidden' }],
    ['account', 404, ''],
    ['account', 302, ''],
    ['transient', 429, ''],
    ['transient', 503, { message: 'queue limit' }],
  ])('maps to a refusal (%s): %i %j', async (because, status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'refused', because, reason: `HTTP ${status}` })
  })

  test.each<[number, unknown]>([
    [200, '<html>portal</html>'],
    [202, ''],
    [202, { id: REFERENCE.slice(1) }],
    [202, { message: 'an error inside' }],
    [204, ''],
    [408, ''],
    [500, ''],
    [502, ''],
  ])('maps to an unknown outcome: %i %j', async (status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'unknown' })
  })

  test('returns the Retry-After', async () => {
    there.answer = answering(503, '', { 'Retry-After': '30' })
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ because: 'transient', retryAfterSeconds: 30 })
  })
})
