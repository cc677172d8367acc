import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import { type HttpClient, httpClient } from '@/lib/delivery/gateways/http'
import { answering, type Loopback, loopback, MESSAGE, soon } from '@/lib/testing/loopback'
import { twilio } from './gateway'
import type { TwilioSettings } from './settings'

const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
const SID = `SM${'abcdef0123456789'.repeat(2)}`
const TOKEN = 'f00dfacef00dfacef00dfacef00dface'

let there: Loopback
let http: HttpClient
let gateway: SmsGateway

const gatewayWith = (changes: Partial<TwilioSettings> = {}) =>
  twilio.create(
    {
      url: there.url,
      accountSid: ACCOUNT,
      authToken: TOKEN,
      from: undefined,
      receiptOrigin: 'https://sms.example.com',
      ...changes,
    },
    http,
  )

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
  gateway = gatewayWith()
})
afterEach(async () => {
  await http.close()
  await there.close()
})

const asked = () => there.asked[0] ?? expect.unreachable()

describe('requests to Twilio', () => {
  test('posts a form', async () => {
    await gateway.send(MESSAGE, soon())
    expect(there.asked).toHaveLength(1)
    expect(asked().line).toBe(`POST /2010-04-01/Accounts/${ACCOUNT}/Messages.json`)
    expect(asked().headers).toMatchObject({
      authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    })
    expect(asked().body).toBe(
      'To=%2B12025550123&From=Latchkey&Body=Your+code+is+123456.%0A%0A%40example.com+%23123456' +
        `&StatusCallback=${encodeURIComponent(MESSAGE.receiptUrl)}&ValidityPeriod=599`,
    )
  })

  test("uses the configured number instead of the message's sender", async () => {
    await gatewayWith({ from: '+13125550199', url: `${there.url}/` }).send(MESSAGE, soon())
    expect(asked().line).toBe(`POST /2010-04-01/Accounts/${ACCOUNT}/Messages.json`)
    const form = new URLSearchParams(asked().body)
    expect(form.getAll('From')).toEqual(['+13125550199'])
    expect(form.has('MessagingServiceSid')).toBe(false)
  })

  test('uses the configured messaging service', async () => {
    const service = `MG${'0'.repeat(32)}`
    await gatewayWith({ from: service }).send(MESSAGE, soon())
    const form = new URLSearchParams(asked().body)
    expect(form.getAll('MessagingServiceSid')).toEqual([service])
    expect(form.has('From')).toBe(false)
  })

  test('accepts a sender that starts like a messaging service', async () => {
    await gateway.send({ ...MESSAGE, from: 'MG Motors' }, soon())
    expect(new URLSearchParams(asked().body).get('From')).toBe('MG Motors')
  })

  test.each([
    [0, '1'],
    [1.9, '1'],
    [36_000, '36000'],
    [36_001, '36000'],
  ])('maps a lifetime of %d seconds to a validity of %s', async (lifeSeconds, validity) => {
    await gateway.send({ ...MESSAGE, lifeSeconds }, soon())
    expect(new URLSearchParams(asked().body).get('ValidityPeriod')).toBe(validity)
  })
})

describe("Twilio's responses", () => {
  test.each([200, 201])('accepts a %i response with a message id', async (status) => {
    there.answer = answering(status, { sid: SID, status: 'queued', num_segments: '1', error_code: null, new: [] })
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'accepted', gatewayMessageId: SID })
  })

  test.each([
    ['number', 400, 21211],
    ['number', 400, 21217],
    ['number', 400, 21408],
    ['number', 400, 21612],
    ['number', 400, 21614],
    ['opted-out', 400, 21610],
    ['account', 401, 20003],
    ['account', 404, 20404],
    ['account', 400, 21212],
    ['account', 400, 21606],
    ['account', 400, 21608],
    ['account', 400, 21617],
    ['account', 400, 21660],
    ['transient', 429, 20429],
    ['transient', 400, 21611],
    ['account', 400, 99_999],
  ])('maps to a refusal (%s): %i with code %i', async (because, status, code) => {
    there.answer = answering(status, { code, message: `About ${MESSAGE.to}`, more_info: '', status })
    const result = await gateway.send(MESSAGE, soon())
    expect(result).toMatchObject({ kind: 'refused', because })
    expect(JSON.stringify(result)).not.toContain(MESSAGE.to)
  })

  test.each<[string, number, unknown]>([
    ['account', 400, ''],
    ['account', 401, '<html>no</html>'],
    ['account', 403, { code: 'twenty', message: '' }],
    ['account', 302, ''],
    ['transient', 429, ''],
    ['transient', 503, '<html>busy</html>'],
    ['transient', 503, { code: 20503, message: '' }],
  ])('maps to a refusal (%s) by the status without a known code: %i %j', async (because, status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'refused', because, reason: `HTTP ${status}` })
  })

  test.each<[number, unknown]>([
    [200, '<html>portal</html>'],
    [201, ''],
    [201, '{'],
    [201, { sid: 'SM1' }],
    [201, { sid: [SID] }],
    [200, { code: 21211, message: 'an error inside', status: 400 }],
    [202, { sid: SID }],
    [400, { code: 20500, message: '' }],
    [408, ''],
    [500, { code: 20500, message: '' }],
    [500, { code: 21211, message: 'not believed from a broken server' }],
    [502, ''],
    [504, ''],
  ])('maps to an unknown outcome: %i %j', async (status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'unknown' })
  })

  test.each([429, 503])('returns the Retry-After of a %i response', async (status) => {
    there.answer = answering(status, { code: 20429 }, { 'Retry-After': '12' })
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ because: 'transient', retryAfterSeconds: 12 })
  })

  test('maps a missing response to an unknown outcome', async () => {
    there.answer = () => {}
    expect(await gateway.send(MESSAGE, AbortSignal.timeout(50))).toMatchObject({ kind: 'unknown' })
  })
})
