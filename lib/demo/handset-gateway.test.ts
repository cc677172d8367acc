import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { insertHandsetMessage } from '@/lib/db/queries/handset-messages'
import type { OutgoingMessage } from '@/lib/delivery/gateways/gateway'
import { handsetGateway } from './handset-gateway'

vi.mock('@/lib/db/driver/client', () => ({ db: () => 'the database' }))
vi.mock('@/lib/db/queries/handset-messages', () => ({ insertHandsetMessage: vi.fn(async () => 'carrier-1') }))

const MESSAGE: OutgoingMessage = {
  to: '+12025550123',
  from: 'Latchkey',
  text: 'hello',
  encoding: 'GSM-7',
  reference: 'r'.repeat(22),
  receiptUrl: 'http://localhost:3000/api/gateways/handset/receipts',
  lifeSeconds: 600,
}

const real = configuration.env()
const configured = (changes: Partial<configuration.Env>) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ ...real, carrierDelayMs: 1500, ...changes })

const receipt = (body: BodyInit) =>
  handsetGateway.parseReceipt(new Request('http://localhost/receipts', { method: 'POST', body }))

beforeEach(() => vi.mocked(insertHandsetMessage).mockClear())
afterEach(() => vi.restoreAllMocks())

describe('sending to the handset', () => {
  test("stores the message and returns the simulated carrier's id", async () => {
    configured({})
    expect(await handsetGateway.send(MESSAGE, AbortSignal.timeout(1000))).toEqual({
      kind: 'accepted',
      gatewayMessageId: 'carrier-1',
    })
    const { to, from, text: body, reference } = MESSAGE
    expect(insertHandsetMessage).toHaveBeenCalledWith(
      'the database',
      expect.objectContaining({ to, from, body, reference }),
    )
  })

  test('varies the configured delay by up to a third', async () => {
    configured({ carrierDelayMs: 3000 })
    for (let n = 0; n < 300; n++) await handsetGateway.send(MESSAGE, AbortSignal.timeout(1000))
    const delays = vi.mocked(insertHandsetMessage).mock.calls.map(([, row]) => row.delayMs)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2000)
    expect(Math.max(...delays)).toBeLessThanOrEqual(4000)
    expect(new Set(delays).size).toBeGreaterThan(50)
  })

  test('does not delay a message if no delay is configured', async () => {
    configured({ carrierDelayMs: 0 })
    await handsetGateway.send(MESSAGE, AbortSignal.timeout(1000))
    expect(vi.mocked(insertHandsetMessage).mock.calls[0]?.[1].delayMs).toBe(0)
  })
})

describe('receipts of the simulated carrier', () => {
  test.each(['DELIVERED', 'UNDELIVERED'] as const)('parses a receipt with status %s', async (status) => {
    const said = { reference: MESSAGE.reference, status }
    expect(await receipt(JSON.stringify(said))).toEqual({ kind: 'receipts', receipts: [said] })
  })

  test.each<[string, unknown]>([
    ['no reference', { status: 'DELIVERED' }],
    ['an empty reference', { reference: '', status: 'DELIVERED' }],
    ['a reference that is too long', { reference: 'r'.repeat(65), status: 'DELIVERED' }],
    ['an operator instead of a reference', { reference: { not: '' }, status: 'DELIVERED' }],
    ['several references', { reference: [MESSAGE.reference], status: 'DELIVERED' }],
    ['a status that receipts cannot set', { reference: MESSAGE.reference, status: 'FAILED' }],
    ['an unknown status', { reference: MESSAGE.reference, status: 'APPROVED' }],
    ['an unexpected field', { reference: MESSAGE.reference, status: 'DELIVERED', approvedAt: 'now' }],
    ['a detail with a code', { reference: MESSAGE.reference, status: 'UNDELIVERED', detail: 'code 123456' }],
    ['a list', [{ reference: MESSAGE.reference, status: 'DELIVERED' }]],
    ['null', null],
    ['a number', 1],
  ])('rejects a receipt with %s', async (_, body) => {
    expect(await receipt(JSON.stringify(body))).toMatchObject({ kind: 'rejected' })
  })

  test.each(['', '{', 'reference=x&status=DELIVERED', '\0'])('rejects a receipt that is not JSON: %j', async (body) => {
    expect(await receipt(body)).toMatchObject({ kind: 'rejected' })
  })
})
