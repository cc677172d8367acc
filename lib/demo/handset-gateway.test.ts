import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { insertHandsetMessage } from '@/lib/db/queries/handset-messages'
import type { OutgoingMessage } from '@/lib/delivery/gateways/gateway'
import { handsetGateway } from './handset-gateway'
import { readNetwork } from './network'
import { preset, withSlowMotion } from './network-conditions'

vi.mock('@/lib/db/driver/client', () => ({ db: () => 'the database' }))
vi.mock('@/lib/db/queries/handset-messages', () => ({ insertHandsetMessage: vi.fn(async () => 'carrier-1') }))
vi.mock('./network', () => ({ readNetwork: vi.fn() }))

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
  handsetGateway('handset').parseReceipt(new Request('http://localhost/receipts', { method: 'POST', body }))

const send = (random?: () => number) => handsetGateway('handset', random).send(MESSAGE, AbortSignal.timeout(1000))
const stored = () => vi.mocked(insertHandsetMessage).mock.calls.map(([, row]) => row)

beforeEach(() => {
  vi.mocked(insertHandsetMessage).mockClear()
  vi.mocked(readNetwork).mockResolvedValue(preset('clear'))
})
afterEach(() => vi.restoreAllMocks())

describe('sending to the handset', () => {
  test("stores the message and returns the simulated carrier's id", async () => {
    configured({})
    expect(await send()).toEqual({
      kind: 'accepted',
      gatewayMessageId: 'carrier-1',
    })
    const { to, from, text: body, reference } = MESSAGE
    const carried = { gateway: 'handset', receipt: 'DELIVERED', receiptDetail: null, carrierMs: 0 }
    expect(stored()).toEqual([{ to, from, body, reference, ...carried, delayMs: expect.any(Number) }])
  })

  test('varies the configured delay by up to a third', async () => {
    configured({ carrierDelayMs: 3000 })
    for (const random of [0, 0.5, 1 - Number.EPSILON]) await send(() => random)
    expect(stored().map(({ delayMs }) => delayMs)).toEqual([2000, 3000, 4000])
  })

  test('does not delay a message if no delay is configured', async () => {
    configured({ carrierDelayMs: 0 })
    await send()
    expect(stored()).toMatchObject([{ delayMs: 0 }])
  })

  test('in slow motion, responds late, and stores nothing before', async () => {
    configured({})
    vi.mocked(readNetwork).mockResolvedValue(withSlowMotion(preset('clear'), true))
    const waits: number[] = []
    const wait = async (ms?: number) => {
      waits.push(ms ?? 0, stored().length)
      return undefined as never
    }
    await handsetGateway('handset', () => 0.5, wait).send(MESSAGE, AbortSignal.timeout(1000))
    expect(waits).toEqual([1200, 0])
    expect(stored()).toMatchObject([{ carrierMs: 1200, delayMs: 2400 }])
  })

  test('applies the condition of its own gateway only', async () => {
    configured({})
    vi.mocked(readNetwork).mockResolvedValue(preset('gateway-down'))
    expect(await send()).toMatchObject({ kind: 'refused', because: 'transient' })
    expect(stored()).toEqual([])
    expect(await handsetGateway('handset-b').send(MESSAGE, AbortSignal.timeout(1000))).toMatchObject({
      kind: 'accepted',
    })
    expect(stored()).toMatchObject([{ gateway: 'handset-b' }])
  })
})

describe('receipts of the simulated carrier', () => {
  test.each(['ACCEPTED', 'DELIVERED', 'UNDELIVERED'] as const)('parses a receipt with status %s', async (status) => {
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
