import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import type { MessageStatus } from '@/lib/db/generated/enums'
import { advanceMessage } from '@/lib/db/queries/messages'
import { handsetMessages } from '@/lib/demo/handset-inbox'
import { log } from '@/lib/log/log'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { reportAllArrivals } from '@/lib/testing/gateways'
import { ageVerification, started } from '@/lib/testing/verifications'
import type { Receipt } from './gateways/gateway'
import * as all from './gateways/lookup'
import { receive } from './receipts'

const RANKS: Record<MessageStatus, number> = {
  QUEUED: 0,
  SENDING: 1,
  UNKNOWN: 2,
  ACCEPTED: 3,
  FAILED: 4,
  EXPIRED: 4,
  CANCELED: 4,
  UNDELIVERED: 5,
  DELIVERED: 6,
}
const REPORTABLE = ['ACCEPTED', 'UNDELIVERED', 'DELIVERED', 'FAILED'] as const

const messageOf = (id: string) => db().message.findUniqueOrThrow({ where: { id } })
const post = (body: unknown) =>
  receive('handset', new Request('http://localhost/', { method: 'POST', body: JSON.stringify(body) }))

describe('delivery receipts', () => {
  test('keeps the highest-ranked status for any order and repetition of statuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...REPORTABLE), { minLength: 1, maxLength: 8 }), async (statuses) => {
        const { messageId } = await started()
        for (const status of statuses) await advanceMessage(db(), messageId, { status })
        const highest = statuses.toSorted((a, b) => RANKS[b] - RANKS[a])[0]
        expect((await messageOf(messageId)).status).toBe(highest)
      }),
      { numRuns: 30 },
    )
  })

  test('reaches the same status for any order and repetition of Kannel receipts', async () => {
    const types = fc.array(fc.constantFrom(1, 2, 4, 8, 16, 34), { minLength: 1, maxLength: 5 })
    const lists = types.chain((list) => {
      const again = fc.shuffledSubarray([...list, ...list, ...list], { minLength: list.length })
      return fc.tuple(
        fc.constant(list),
        again.map((some) => [...some, ...list.toReversed()]),
      )
    })
    await fc.assert(
      fc.asyncProperty(lists, async ([list, shuffled]) => {
        const ends = [list, shuffled].map(async (some) => {
          const { messageId } = await started()
          const { receiptToken } = await db().message.update({ where: { id: messageId }, data: { gateway: 'kannel' } })
          for (const type of some) {
            const url = `http://localhost/?reference=${receiptToken}&type=${type}&id=`
            expect(await receive('kannel', new Request(url))).toBe(200)
          }
          return (await messageOf(messageId)).status
        })
        const [one, other] = await Promise.all(ends)
        expect(other).toBe(one)
      }),
      { numRuns: 20 },
    )
  })

  test('processes a receipt with a nonce once and acknowledges its replays', async () => {
    const { messageId } = await started()
    const { receiptToken: reference } = await messageOf(messageId)
    const told = async (once: string, status: Receipt['status']) => {
      vi.spyOn(all, 'gatewayNamed').mockReturnValue({
        send: async () => ({ kind: 'accepted' }),
        parseReceipt: async () => ({ kind: 'receipts', once, receipts: [{ reference, status }] }),
      })
      return receive('handset', new Request('http://localhost/'))
    }
    const nonce = `test:${reference}`
    expect(await told(nonce, 'ACCEPTED')).toBe(200)
    expect(await told(nonce, 'DELIVERED')).toBe(200)
    expect((await messageOf(messageId)).status).toBe('ACCEPTED')
    expect(await told(`${nonce}-2`, 'DELIVERED')).toBe(200)
    expect((await messageOf(messageId)).status).toBe('DELIVERED')
    vi.restoreAllMocks()
  })

  test('acknowledges receipts for a deleted message and from the wrong gateway', async () => {
    const { messageId } = await started()
    const { receiptToken: reference } = await messageOf(messageId)
    expect(await receive('kannel', new Request(`http://localhost/?reference=${reference}&type=1&id=`))).toBe(200)
    expect((await messageOf(messageId)).status).toBe('QUEUED')
    await db().message.delete({ where: { id: messageId } })
    expect(await post({ reference, status: 'DELIVERED' })).toBe(200)
  })

  test.each([
    ['FAILED', 'EXPIRED'],
    ['EXPIRED', 'CANCELED'],
    ['CANCELED', 'FAILED'],
  ] as const)('ranks %s and %s equally: the first one stays', async (first, second) => {
    const { messageId } = await started()
    expect(await advanceMessage(db(), messageId, { status: first })).toBe(true)
    expect(await advanceMessage(db(), messageId, { status: second })).toBe(false)
    expect((await messageOf(messageId)).status).toBe(first)
  })

  test('matches a receipt by its reference and never approves the verification', async () => {
    const { id, messageId } = await started()
    const { receiptToken: reference } = await messageOf(messageId)
    expect(await post({ reference, status: 'DELIVERED' })).toBe(200)
    expect(await messageOf(messageId)).toMatchObject({ status: 'DELIVERED' })
    expect(await db().verification.findUniqueOrThrow({ where: { id } })).toMatchObject({
      approvedAt: null,
      attempts: 0,
    })
  })

  test('acknowledges and logs a receipt of an unknown type', async () => {
    const { messageId } = await started()
    const { receiptToken } = await messageOf(messageId)
    const warn = vi.spyOn(log(), 'warn')
    expect(await receive('kannel', new Request(`http://localhost/?reference=${receiptToken}&type=64&id=`))).toBe(200)
    expect(warn).toHaveBeenCalledWith({ event: 'receipt.unread', gateway: 'kannel', reason: 'type 64' })
    expect((await messageOf(messageId)).status).toBe('QUEUED')
    vi.restoreAllMocks()
  })

  test('acknowledges a receipt for an unknown message', async () => {
    expect(await post({ reference: 'not-one-of-ours-000000', status: 'DELIVERED' })).toBe(200)
  })

  test.each([
    ['no JSON', '{'],
    ['a list', []],
    ['no reference', { status: 'DELIVERED' }],
    ['an operator for a reference', { reference: { not: '' }, status: 'DELIVERED' }],
    ['a status of our own', { reference: 'x', status: 'CANCELED' }],
    ['an unexpected field', { reference: 'x', status: 'DELIVERED', gateway: 'null' }],
  ])('rejects a receipt with %s', async (_what, body) => {
    expect(await post(body)).toBe(403)
  })

  test('returns 404 for an unknown gateway, including names of the prototype', async () => {
    for (const name of ['twilio', '__proto__', 'constructor', 'toString'])
      expect(await receive(name, new Request('http://localhost/', { method: 'POST', body: '{}' }))).toBe(404)
    expect(await receive('null', new Request('http://localhost/', { method: 'POST', body: '{}' }))).toBe(403)
  })
})

describe('simulated carrier', () => {
  const arriveNow = (to: string) =>
    db().$executeRaw`UPDATE "HandsetMessage" SET "arrivesAt" = now() - interval '1 second' WHERE "to" = ${to}`
  const sent = async () => {
    // Reports the arrivals of earlier tests first, because they would delay this one.
    await reportAllArrivals()
    const of = await started()
    await dispatchMessage(of.messageId, () => ({ kind: 'text', text: 'a text' }))
    return of
  }

  test('shows a message on the handset and reports it only after its arrival', async () => {
    const { phone, messageId } = await sent()
    expect(await handsetMessages(phone)).toEqual([])
    await reportAllArrivals()
    expect(await messageOf(messageId)).toMatchObject({ status: 'ACCEPTED' })
    await arriveNow(phone)
    expect(await handsetMessages(phone)).toMatchObject([{ body: 'a text', from: 'Latchkey' }])
    await reportAllArrivals()
    expect(await messageOf(messageId)).toMatchObject({ status: 'DELIVERED' })
  })

  test('delivers a message whose verification has expired and records its receipt', async () => {
    const { id, phone, messageId } = await sent()
    await ageVerification(id, 3600)
    await arriveNow(phone)
    await reportAllArrivals()
    expect(await messageOf(messageId)).toMatchObject({ status: 'DELIVERED' })
  })
})
