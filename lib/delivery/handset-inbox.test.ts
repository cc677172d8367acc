import { beforeEach, describe, expect, test, vi } from 'vitest'
import { arrivedMessages } from '@/lib/db/handset-messages'
import { handsetMessages, handsetPhone } from './handset-inbox'

vi.mock('@/lib/db/client', () => ({ db: () => 'the database' }))
vi.mock('@/lib/db/handset-messages', () => ({ arrivedMessages: vi.fn() }))

beforeEach(() => vi.mocked(arrivedMessages).mockReset())

describe('the address of a handset', () => {
  test.each(['+12025550123', '%2B12025550123', '%2b12025550123'])('names an E.164 number: %s', (param) => {
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
  ])('names nothing else: %j', (param) => {
    expect(handsetPhone(param)).toBeNull()
  })
})

test('a handset shows the newest 20 messages as the database gives them, their time as text', async () => {
  const message = { id: 'm1', from: 'Latchkey', body: 'hello', arrivedAt: new Date('2026-01-02T03:04:05Z') }
  vi.mocked(arrivedMessages).mockReturnValue(Promise.resolve([message]) as never)
  expect(await handsetMessages('+12025550123')).toEqual([{ ...message, arrivedAt: '2026-01-02T03:04:05.000Z' }])
  expect(arrivedMessages).toHaveBeenCalledWith('the database', '+12025550123', 20)
})
