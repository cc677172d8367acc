import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as log from '@/lib/log/log'
import { dispatchMessage } from '@/lib/testing/dispatch'
import {
  accepted,
  dispatchesFor,
  refused,
  type ScriptedGateways,
  scriptGateways,
  unknown,
  waitOver,
  wayOf,
} from '@/lib/testing/gateways'
import { together } from '@/lib/testing/together'
import { ageCounters, ageVerification, freshUser, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { codePageState } from '@/lib/verification/code-page'
import { initiate, resend } from '@/lib/verification/initiate'
import * as breakers from './circuit-breakers'
import { receive } from './receipts'

let gateways: ScriptedGateways
beforeEach(() => {
  gateways = scriptGateways(['kannel', 'twilio'])
})
afterEach(() => vi.restoreAllMocks())

const receipt = async (messageId: string, status: string) => {
  const { receiptToken: reference, gateway } = await db().message.findUniqueOrThrow({ where: { id: messageId } })
  const body = JSON.stringify({ reference, status })
  return receive(gateway, new Request('http://localhost/', { method: 'POST', body }))
}
const deliveryTo = async (of: Awaited<ReturnType<typeof started>>) => (await codePageState(of.id, of))?.delivery
const lastOf = async (id: string) => (await dispatchesFor(id)).at(-1)?.id ?? ''

describe('refusals', () => {
  test('fails over immediately after a refusal, without a visible difference for the user', async () => {
    gateways.answer('kannel', refused('transient'))
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'FAILED'],
      ['twilio', 'ACCEPTED'],
    ])
    expect(gateways.sent.map(({ text }) => text.slice(0, 6))).toEqual([of.code, of.code])
    expect(await deliveryTo(of)).toBe('dispatched')
  })

  test('shows and logs a failed delivery when every gateway refuses permanently', async () => {
    const said = vi.spyOn(log.log(), 'error')
    gateways.answer('kannel', refused('number'))
    gateways.answer('twilio', refused('number'))
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'FAILED'],
      ['twilio', 'FAILED'],
    ])
    expect(await deliveryTo(of)).toBe('not-delivered')
    expect(said).toHaveBeenCalledWith(expect.objectContaining({ event: 'message.dead-end' }))
  })

  test('logs an error for the operator when a gateway refuses our account', async () => {
    const said = vi.spyOn(log.log(), 'error')
    gateways.answer('kannel', refused('account'))
    await dispatchMessage((await started()).messageId)
    expect(said).toHaveBeenCalledWith(expect.objectContaining({ event: 'gateway.account-refused', gateway: 'kannel' }))
  })

  test('retries after the Retry-After when every gateway refuses, while the code is valid', async () => {
    gateways.answer('kannel', refused('transient', 120), accepted)
    gateways.answer('twilio', refused('account'))
    const of = await started()
    await dispatchMessage(of.messageId)
    const [, , third] = await dispatchesFor(of.id)
    expect(third).toMatchObject({ gateway: 'kannel', status: 'QUEUED' })
    expect(Number(third?.notBefore) - Number(third?.createdAt)).toBeGreaterThanOrEqual(119_000)
    expect(await deliveryTo(of)).toBe('trying-another')
    await dispatchMessage(third?.id ?? '')
    expect(gateways.sent).toHaveLength(2)
    await waitOver(of.id)
    await dispatchMessage(third?.id ?? '')
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'FAILED'],
      ['twilio', 'FAILED'],
      ['kannel', 'ACCEPTED'],
    ])
  })

  test('does not retry when the Retry-After exceeds the lifetime of the code', async () => {
    gateways.answer('kannel', refused('transient', 3600))
    gateways.answer('twilio', refused('number'))
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await dispatchesFor(of.id)).toHaveLength(2)
  })
})

describe('unknown outcomes', () => {
  test('redispatches an unknown outcome once, by the other gateway and with the same code', async () => {
    gateways.answer('kannel', unknown)
    gateways.answer('twilio', unknown)
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'UNKNOWN'],
      ['twilio', 'UNKNOWN'],
    ])
    expect(new Set(gateways.sent.map(({ text }) => text.slice(0, 6)))).toEqual(new Set([of.code]))
    expect(await deliveryTo(of)).toBe('on-its-way')
  })

  test('updates an unknown outcome from a late receipt without another dispatch', async () => {
    gateways.answer('kannel', unknown)
    const of = await started()
    await dispatchMessage(of.messageId)
    await receipt(of.messageId, 'DELIVERED')
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'DELIVERED'],
      ['twilio', 'ACCEPTED'],
    ])
    expect(await deliveryTo(of)).toBe('delivered')
  })
})

describe('delivered messages', () => {
  test('cancels a queued dispatch when an earlier one is delivered', async () => {
    gateways.answer('kannel', unknown)
    gateways.answer('twilio', refused('transient', 60), accepted)
    const of = await started()
    await dispatchMessage(of.messageId)
    const waiting = await lastOf(of.id)
    await receipt(of.messageId, 'DELIVERED')
    await waitOver(of.id)
    await dispatchMessage(waiting)
    expect((await wayOf(of.id)).map(([, status]) => status)).toEqual(['DELIVERED', 'FAILED', 'CANCELED'])
    expect(gateways.sent).toHaveLength(2)
  })
})

describe('undelivered messages', () => {
  test('redispatches an undelivered message once, by another gateway, and shows that on the page', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await deliveryTo(of)).toBe('dispatched')
    expect(await receipt(of.messageId, 'UNDELIVERED')).toBe(200)
    expect(await deliveryTo(of)).toBe('trying-another')
    // The receipt only queues the dispatch.
    expect(gateways.sent).toHaveLength(1)
    await dispatchMessage(await lastOf(of.id))
    expect(await deliveryTo(of)).toBe('dispatched')
    await receipt(await lastOf(of.id), 'UNDELIVERED')
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'UNDELIVERED'],
      ['twilio', 'UNDELIVERED'],
    ])
    expect(await deliveryTo(of)).toBe('not-delivered')
  })

  test('redispatches once when a hundred receipts arrive concurrently', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await together(100, () => receipt(of.messageId, 'UNDELIVERED'))
    expect(await dispatchesFor(of.id)).toHaveLength(2)
  })

  test('does not redispatch a code that was delivered otherwise, was used, or has expired', async () => {
    const delivered = await started()
    await dispatchMessage(delivered.messageId)
    await ageCounters(delivered.browserHash, 60)
    const again = await resend(delivered)
    if (again.kind !== 'sent') throw new Error(again.kind)
    await dispatchMessage(again.messageId)
    await receipt(again.messageId, 'DELIVERED')
    await receipt(delivered.messageId, 'UNDELIVERED')
    expect(await dispatchesFor(delivered.id)).toHaveLength(2)

    const used = await started()
    await dispatchMessage(used.messageId)
    await check(used)
    await receipt(used.messageId, 'UNDELIVERED')
    await dispatchMessage(await lastOf(used.id))
    expect(gateways.sent.filter(({ to }) => to === used.phone)).toHaveLength(1)

    const late = await started()
    await dispatchMessage(late.messageId)
    await ageVerification(late.id, 700)
    await db()
      .$executeRaw`UPDATE "Message" SET "expiresAt" = now() - interval '1 second' WHERE "id" = ${late.messageId}::uuid`
    await receipt(late.messageId, 'UNDELIVERED')
    expect(await dispatchesFor(late.id)).toHaveLength(1)
  })
})

describe('missing receipts', () => {
  test('does not redispatch because of a missing receipt', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await ageVerification(of.id, 300)
    await db()
      .$executeRaw`UPDATE "Message" SET "createdAt" = now() - interval '5 minutes' WHERE "id" = ${of.messageId}::uuid`
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([['kannel', 'ACCEPTED']])
  })
})

describe('resends', () => {
  test('resends by a gateway that is untried for this code, also when a new code replaces it', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await ageCounters(of.browserHash, 60)
    await resend(of)
    expect((await wayOf(of.id)).map(([gateway]) => gateway)).toEqual(['kannel', 'twilio'])

    const late = await started()
    await dispatchMessage(late.messageId)
    await ageVerification(late.id, 400)
    await ageCounters(late.browserHash, 400)
    const replaced = await resend(late)
    if (replaced.kind !== 'sent') throw new Error(replaced.kind)
    expect(replaced.id).not.toBe(late.id)
    expect((await wayOf(replaced.id)).map(([gateway]) => gateway)).toEqual(['twilio'])
  })
})

describe('unreachable countries', () => {
  test('returns unavailable with or without an account, before counting or storing anything', async () => {
    vi.spyOn(breakers, 'isRoutable').mockReturnValue(false)
    const owner = await freshUser()
    for (const phone of [owner.phone, undefined]) {
      const purpose = 'PASSWORD_RESET' as const
      const start = { purpose, phone: phone ?? '+12025550111', browserHash: 'b', clientIp: '192.0.2.7', locale: 'en' }
      expect(await initiate(start)).toEqual({ kind: 'unavailable' })
      expect(await db().rateLimit.count({ where: { key: { contains: start.phone } } })).toBe(0)
      expect(await db().verification.count({ where: { phone: start.phone } })).toBe(0)
    }
  })

  test('keeps the page of a valid code when no gateway is routable', async () => {
    const of = await started()
    vi.spyOn(breakers, 'isRoutable').mockReturnValue(false)
    expect(await initiate(of)).toEqual({ kind: 'waiting', id: of.id })
    expect(await resend(of)).toEqual({ kind: 'unavailable' })
  })
})

describe('decoys', () => {
  test('never dispatches a decoy to a gateway, even after a lost lease or a resend', async () => {
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    await db().$executeRaw`
      UPDATE "Message" SET "status" = 'SENDING', "leaseUntil" = now() - interval '1 second' WHERE "id" = ${decoy.messageId}::uuid`
    const { recordLostLeases } = await import('./record-outcome')
    await recordLostLeases()
    await waitOver(decoy.id)
    await dispatchMessage(await lastOf(decoy.id))
    await ageCounters(decoy.browserHash, 60)
    const again = await resend(decoy)
    if (again.kind === 'sent') await dispatchMessage(again.messageId)
    expect((await wayOf(decoy.id)).every(([gateway]) => gateway === 'null')).toBe(true)
    expect(gateways.sent).toEqual([])
  })

  test('shows no delivery status for a password reset, decoy or not', async () => {
    gateways.answer('kannel', refused('number'))
    gateways.answer('twilio', refused('number'))
    for (const phone of [undefined, (await freshUser()).phone]) {
      const of = await started({ purpose: 'PASSWORD_RESET', ...(phone && { phone }) })
      await dispatchMessage(of.messageId)
      expect(await deliveryTo(of)).toBeNull()
    }
  })
})
