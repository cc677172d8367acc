import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as environment from '@/lib/config/env'
import { arrivedMessages, insertArrivedMessage, phonesWithMessages } from '@/lib/db/queries/handset-messages'
import { demoKey } from '@/lib/demo/keys'
import { arriveOnHandset, handsetMessages, handsetPhone, handsets } from './handset-inbox'

vi.mock('@/lib/db/driver/client', () => ({ db: () => 'the database' }))
vi.mock('@/lib/db/queries/handset-messages', () => ({
  arrivedMessages: vi.fn(),
  insertArrivedMessage: vi.fn(),
  phonesWithMessages: vi.fn(),
}))

beforeEach(() => {
  vi.restoreAllMocks()
  vi.mocked(arrivedMessages).mockReset()
  vi.mocked(insertArrivedMessage).mockReset()
})

describe('handset URLs', () => {
  test.each(['+12025550123', '%2B12025550123', '%2b12025550123'])('reads an E.164 number: %s', (param) => {
    expect(handsetPhone(param)).toBe('+12025550123')
  })

  test.each([
    '',
    '12025550123',
    '+0202555012',
    '+123456',
    '+1234567890123456',
    '+1 202 555 0123',
    '+1202555012a',
    '+12025550123\n',
    '%252B12025550123',
    '%2B%2B12025550123',
    '+12025550123/../x',
    '＋12025550123',
    '__proto__',
  ])('reads no number from other values: %j', (param) => {
    expect(handsetPhone(param)).toBeNull()
  })
})

test('returns the newest 20 messages with their times in ISO 8601', async () => {
  const message = { id: 'm1', from: 'Latchkey', body: 'hello', arrivedAt: new Date('2026-01-02T03:04:05Z') }
  vi.mocked(arrivedMessages).mockReturnValue(Promise.resolve([message]) as never)
  expect(await handsetMessages('+12025550123')).toEqual([{ ...message, arrivedAt: '2026-01-02T03:04:05.000Z' }])
  expect(arrivedMessages).toHaveBeenCalledWith('the database', '+12025550123', 20)
})

test('returns the 50 phones of the newest messages with their times in ISO 8601', async () => {
  const row = { to: '+12025550123', from: 'Latchkey', arrivedAt: new Date('2026-01-02T03:04:05Z') }
  vi.mocked(phonesWithMessages).mockReturnValue(Promise.resolve([row]) as never)
  expect(await handsets()).toEqual([{ phone: row.to, from: 'Latchkey', arrivedAt: '2026-01-02T03:04:05.000Z' }])
  expect(phonesWithMessages).toHaveBeenCalledWith('the database', 50)
})

describe("messages from the carrier's process", () => {
  const config = environment.env()
  const KEY = `Bearer ${demoKey(config.authSecret, 'carrier')}`
  const SMS = { to: '+12025550123', from: 'Latchkey', text: 'Your code is 123456.' }
  const bring = (body: unknown, authorization: string | null = KEY) =>
    arriveOnHandset(
      new Request('http://localhost:3000/api/handset/messages', {
        method: 'POST',
        headers: authorization === null ? {} : { authorization },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )

  test('stores a message for the phone', async () => {
    expect(await bring(SMS)).toBe(204)
    expect(vi.mocked(insertArrivedMessage).mock.calls).toEqual([
      ['the database', { to: SMS.to, from: SMS.from, body: SMS.text }],
    ])
  })

  test.each([
    null,
    '',
    'Bearer ',
    KEY.slice(0, -1),
    `${KEY}x`,
    KEY.replace('Bearer', 'Basic'),
    KEY.slice('Bearer '.length),
    `Bearer ${demoKey(config.authSecret, 'kannel')}`,
    `Bearer ${demoKey('another secret', 'carrier')}`,
    `Bearer ${config.authSecret}`,
  ])("rejects a message without the carrier's key: %j", async (authorization) => {
    expect(await bring(SMS, authorization)).toBe(401)
    expect(await bring('not even JSON', authorization)).toBe(401)
    expect(insertArrivedMessage).not.toHaveBeenCalled()
  })

  test.each([
    '',
    'text',
    'null',
    [SMS],
    {},
    { ...SMS, to: '12025550123' },
    { ...SMS, to: '+1 202 555 0123' },
    { ...SMS, to: ['+12025550123'] },
    { ...SMS, from: '' },
    { ...SMS, from: 'x'.repeat(16) },
    { ...SMS, text: '' },
    { ...SMS, text: 'x'.repeat(1001) },
    { ...SMS, text: { toString: 'x' } },
    { ...SMS, reference: 'r' },
  ])('rejects a malformed message: %j', async (body) => {
    expect(await bring(body)).toBe(400)
    expect(insertArrivedMessage).not.toHaveBeenCalled()
  })

  test('rejects messages in live mode', async () => {
    vi.spyOn(environment, 'env').mockReturnValue({ ...config, mode: 'live' })
    expect(await bring(SMS)).toBe(404)
    expect(insertArrivedMessage).not.toHaveBeenCalled()
  })
})
