import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import { type HttpClient, httpClient } from '@/lib/delivery/gateways/http'
import { answering, type Loopback, loopback, MESSAGE, REFERENCE, soon } from '@/lib/testing/loopback'
import { kannel } from './gateway'

let there: Loopback
let http: HttpClient
let gateway: SmsGateway

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
  const url = `${there.url}/cgi-bin/sendsms`
  gateway = kannel.create({ url, username: 'latchkey', password: 'correct-horse', inboundToken: 'token' }, http)
})
afterEach(async () => {
  await http.close()
  await there.close()
})

const HTML = '<html><body>Welcome to the portal</body></html>'

describe('requests to Kannel', () => {
  test('posts the text in UTF-8 and the password in a header, out of access logs', async () => {
    there.answer = answering(202, '0: Accepted for delivery')
    await gateway.send(MESSAGE, soon())
    expect(there.asked).toHaveLength(1)
    const { line, headers, body } = there.asked[0] ?? expect.unreachable()
    expect(line).toBe('POST /cgi-bin/sendsms')
    expect(body).toBe(MESSAGE.text)
    expect(headers['content-type']).toBe('text/plain; charset=UTF-8')
    expect(Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-')))).toEqual({
      'x-kannel-username': 'latchkey',
      'x-kannel-password': 'correct-horse',
      'x-kannel-from': 'Latchkey',
      'x-kannel-to': '+12025550123',
      'x-kannel-coding': '0',
      'x-kannel-charset': 'UTF-8',
      'x-kannel-validity': '9',
      'x-kannel-dlr-mask': '31',
      'x-kannel-dlr-url': `${MESSAGE.receiptUrl}&type=%d&id=%F`,
    })
  })

  test('sets the coding for UCS-2', async () => {
    await gateway.send({ ...MESSAGE, text: 'Ваш код 123456', encoding: 'UCS-2' }, soon())
    expect(there.asked[0]).toMatchObject({ body: 'Ваш код 123456', headers: { 'x-kannel-coding': '2' } })
  })

  test.each([
    [1, '1'],
    [59, '1'],
    [119, '1'],
    [120, '2'],
    [600, '10'],
  ])('maps a lifetime of %i seconds to a validity of %s minutes', async (lifeSeconds, minutes) => {
    await gateway.send({ ...MESSAGE, lifeSeconds }, soon())
    expect(there.asked[0]?.headers['x-kannel-validity']).toBe(minutes)
  })
})

describe("Kannel's responses", () => {
  test.each(['0: Accepted for delivery', '3: Queued for later delivery', 'Sent.', '0: Accepted for delivery\r\n'])(
    'maps to accepted: %j',
    async (body) => {
      there.answer = answering(202, body)
      expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'accepted' })
    },
  )

  test.each<[number, string, object]>([
    [400, 'Missing receiver number, rejected', { because: 'account', reason: 'HTTP 400' }],
    [400, 'Empty receiver number not allowed, rejected', { because: 'account', reason: 'HTTP 400' }],
    [
      400,
      'Number(s) has/have been denied by white- and/or black-lists.',
      { because: 'number', reason: 'the number is denied' },
    ],
    [400, 'DLR-URL field misformed, rejected', { because: 'account', reason: 'HTTP 400' }],
    [400, 'Invalid content-type', { because: 'account', reason: 'HTTP 400' }],
    [403, 'Authorization failed for sendsms', { because: 'account', reason: 'HTTP 403' }],
    [403, 'Not routable. Do not try again.', { because: 'number', reason: 'no route to the number' }],
    [403, HTML, { because: 'account', reason: 'HTTP 403' }],
    [404, 'Unknown request.', { because: 'account', reason: 'HTTP 404' }],
    [302, '', { because: 'account', reason: 'HTTP 302' }],
    [429, '', { because: 'transient', reason: 'HTTP 429' }],
    [503, 'Temporal failure, try again later.', { because: 'transient', reason: 'HTTP 503' }],
  ])('maps to a refusal: %i %s', async (status, body, refusal) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toEqual({ kind: 'refused', ...refusal })
  })

  test.each([
    [500, 'Sending failed.'],
    [502, HTML],
    [504, ''],
    [408, ''],
    [200, '0: Accepted for delivery'],
    [202, HTML],
    [202, ''],
    [202, '4: Something new'],
    [202, '0: Accepted for delivery, or not'],
    [202, 'Not 0: Accepted for delivery'],
    [202, `<p>0: Accepted for delivery</p>`],
  ])('maps to an unknown outcome: %i %s', async (status, body) => {
    there.answer = answering(status, body)
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'unknown' })
  })

  test('maps a response that is cut off to an unknown outcome', async () => {
    there.answer = (response) => {
      response.writeHead(202, { 'Content-Length': '25' })
      response.write('0: Accepted for delivery', () => response.socket?.destroy())
    }
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ kind: 'unknown' })
  })

  test('returns the Retry-After', async () => {
    there.answer = answering(503, 'Temporal failure, try again later.', { 'Retry-After': '7' })
    expect(await gateway.send(MESSAGE, soon())).toMatchObject({ retryAfterSeconds: 7 })
  })

  test('maps a missing response to an unknown outcome and a refused connection to a transient refusal', async () => {
    there.answer = () => {}
    expect(await gateway.send(MESSAGE, AbortSignal.timeout(50))).toMatchObject({ kind: 'unknown' })
    const nowhere = kannel.create({ url: 'http://127.0.0.1:9/', username: '', password: '', inboundToken: '' }, http)
    expect(await nowhere.send(MESSAGE, soon())).toMatchObject({ kind: 'refused', because: 'transient' })
  })
})

const report = (query: string, method = 'GET') =>
  gateway.parseReceipt(new Request(`http://10.0.0.1/api/gateways/kannel/receipts?${query}`, { method }))

describe("Kannel's receipts", () => {
  test.each([
    ['1', { status: 'DELIVERED' }],
    ['2', { status: 'UNDELIVERED', detail: 'undelivered' }],
    ['4', { status: 'ACCEPTED' }],
    ['8', { status: 'ACCEPTED' }],
    ['16', { status: 'UNDELIVERED', detail: 'rejected by the network' }],
    ['34', { status: 'UNDELIVERED', detail: 'expired' }],
  ])('maps receipt type %s', async (type, said) => {
    expect(await report(`reference=${REFERENCE}&type=${type}&id=1a2B-3`)).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, gatewayMessageId: '1a2B-3', ...said }],
    })
  })

  test('accepts a receipt without an id, as for a message that the carrier rejected', async () => {
    expect(await report(`reference=${REFERENCE}&type=16&id=`)).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, status: 'UNDELIVERED', detail: 'rejected by the network' }],
    })
  })

  test.each([
    ['missing', ''],
    ['longer than 64 characters', `&id=${'7'.repeat(65)}`],
    ['containing a blank', '&id=0A%201B'],
    ['multiline', '&id=7%0a8'],
  ])('drops an id that is %s', async (_, id) => {
    expect(await report(`reference=${REFERENCE}&type=1${id}`)).toEqual({
      kind: 'receipts',
      receipts: [{ reference: REFERENCE, status: 'DELIVERED', gatewayMessageId: undefined }],
    })
  })

  test.each(['0', '3', '64', '1 ', 'constructor', '%d'])(
    'acknowledges a receipt of the unknown type %j',
    async (type) => {
      expect(await report(`reference=${REFERENCE}&type=${encodeURIComponent(type)}&id=7`)).toEqual({
        kind: 'receipts',
        receipts: [],
        unread: `type ${type}`,
      })
    },
  )

  const GOOD = `reference=${REFERENCE}&type=1&id=7`
  test.each([
    ['no reference', 'type=1&id=7'],
    ['an empty reference', 'reference=&type=1&id=7'],
    ['a short reference', `reference=${REFERENCE.slice(1)}&type=1&id=7`],
    ['a long reference', `reference=${REFERENCE}a&type=1&id=7`],
    ['a reference with an invalid character', `reference=${REFERENCE.slice(1)}%2B&type=1&id=7`],
    ['no type', `reference=${REFERENCE}&id=7`],
    ['two references', `${GOOD}&reference=${REFERENCE}`],
    ['two types', `${GOOD}&type=1`],
    ['two types that differ', `type=2&${GOOD}`],
    ['two ids', `${GOOD}&id=7`],
    ['the text of the receipt', `${GOOD}&text=stat:DELIVRD`],
    ['a __proto__ parameter', `${GOOD}&__proto__=1`],
    ['no parameters', ''],
  ])('rejects a receipt with %s', async (_, query) => {
    expect(await report(query)).toEqual({ kind: 'rejected', reason: 'not a report of Kannel' })
  })

  test('rejects other methods than GET', async () => {
    expect(await report(GOOD)).toMatchObject({ kind: 'receipts' })
    for (const method of ['POST', 'HEAD', 'PUT']) expect(await report(GOOD, method)).toMatchObject({ kind: 'rejected' })
  })
})
