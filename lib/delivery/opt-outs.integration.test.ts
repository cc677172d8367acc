import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { outboxBacklog } from '@/lib/db/queries/message-stats'
import * as optOuts from '@/lib/db/queries/opt-outs'
import { forgetOptOut, noteOptOut, optedOutAt } from '@/lib/db/queries/opt-outs'
import * as log from '@/lib/log/log'
import { dispatchMessage } from '@/lib/testing/dispatch'
import {
  accepted,
  dispatchesFor,
  refused,
  type ScriptedGateways,
  scriptGateways,
  waitOver,
  wayOf,
} from '@/lib/testing/gateways'
import { ageCounters, ageVerification, freshPhone, freshStart, freshUser, started } from '@/lib/testing/verifications'
import { codePageState } from '@/lib/verification/code-page'
import { compose } from '@/lib/verification/compose-message'
import { initiate, resend } from '@/lib/verification/initiate'
import { circuits } from './circuit-breakers'
import { dispatchWaiting } from './dispatch'
import { enqueue } from './outbox'
import { receive } from './receipts'

let gateways: ScriptedGateways
beforeEach(() => {
  gateways = scriptGateways(['kannel', 'twilio'])
})
afterEach(() => vi.restoreAllMocks())

const stop = (phone: string) => db().$transaction((tx) => noteOptOut(tx, { phone, gateway: 'kannel' }))
const start = (phone: string) => db().$transaction((tx) => forgetOptOut(tx, phone))
const sentTo = (phone: string) => gateways.sent.filter(({ to }) => to === phone)
const reasonsFor = async (id: string) => (await dispatchesFor(id)).map(({ error }) => error)
const report = async (messageId: string, receipt: object) => {
  const { receiptToken: reference, gateway } = await db().message.findUniqueOrThrow({ where: { id: messageId } })
  const body = JSON.stringify({ reference, ...receipt })
  return receive(gateway, new Request('http://localhost/', { method: 'POST', body }))
}

describe('messages to opted-out numbers', () => {
  test('queues a message to an opted-out number like any other and cancels it before the call', async () => {
    const [out, other] = [freshStart(), freshStart()]
    await stop(out.phone)
    const outcomes = [await initiate(out), await initiate(other)]
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent'])
    const rows = await db().message.findMany({
      where: { to: { in: [out.phone, other.phone] } },
      select: { status: true, gateway: true, template: true, country: true, error: true },
    })
    expect(rows[0]).toEqual(rows[1])
    for (const outcome of outcomes) if (outcome.kind === 'sent') await dispatchMessage(outcome.messageId)
    expect([sentTo(out.phone).length, sentTo(other.phone).length]).toEqual([0, 1])
    const id = outcomes[0]?.kind === 'sent' ? outcomes[0].id : ''
    expect(await wayOf(id)).toEqual([['kannel', 'CANCELED']])
    expect(await reasonsFor(id)).toEqual(['the number opted out'])
  })

  test('cancels a message when the number opts out between its commit and its dispatch', async () => {
    const of = await started()
    await stop(of.phone)
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([['kannel', 'CANCELED']])
    expect(gateways.sent).toEqual([])
  })

  test('cancels a retry when the number has opted out', async () => {
    gateways.answer('kannel', refused('transient', 1), accepted)
    gateways.answer('twilio', refused('account'))
    const of = await started()
    await dispatchMessage(of.messageId)
    await stop(of.phone)
    await waitOver(of.id)
    await dispatchMessage((await dispatchesFor(of.id)).at(-1)?.id ?? '')
    expect((await wayOf(of.id)).map(([, status]) => status)).toEqual(['FAILED', 'FAILED', 'CANCELED'])
    expect(sentTo(of.phone)).toHaveLength(2)
  })

  test('cancels a failover when the number has opted out', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await stop(of.phone)
    await report(of.messageId, { status: 'UNDELIVERED' })
    await dispatchMessage((await dispatchesFor(of.id)).at(-1)?.id ?? '')
    expect(await wayOf(of.id)).toEqual([
      ['kannel', 'UNDELIVERED'],
      ['twilio', 'CANCELED'],
    ])
    expect(sentTo(of.phone)).toHaveLength(1)
  })

  test('cancels a resend to an opted-out number, with the same code or a new one', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await stop(of.phone)
    for (const seconds of [60, 400]) {
      await ageVerification(of.id, seconds)
      await ageCounters(of.browserHash, 400)
      const again = await resend(of)
      if (again.kind !== 'sent') throw new Error(again.kind)
      await dispatchMessage(again.messageId)
      expect((await wayOf(again.id)).at(-1)?.[1]).toBe('CANCELED')
    }
    expect(sentTo(of.phone)).toHaveLength(1)
  })

  test('cancels a notice to an opted-out number', async () => {
    const to = freshPhone()
    await stop(to)
    const sms = {
      verificationId: null,
      to,
      country: 'US',
      template: 'passwordChanged',
      locale: 'en',
      gateway: 'kannel',
    } as const
    const id = await db().$transaction((tx) => enqueue(tx, { ...sms, lifeSeconds: 600 }))
    await dispatchMessage(id)
    expect(await db().message.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'CANCELED',
      error: 'the number opted out',
    })
    expect(gateways.sent).toEqual([])
  })

  test('dispatches the other messages of a batch', async () => {
    const all = [await started(), await started(), await started()]
    await stop(all[1]?.phone ?? '')
    await db().$executeRaw`
      UPDATE "Message" SET "notBefore" = now() + interval '1 hour' WHERE "status" = 'QUEUED' AND NOT "to" = ANY(${all.map(({ phone }) => phone)})`
    await Promise.all(await dispatchWaiting(compose, { most: 16 }))
    expect(all.map(({ phone }) => sentTo(phone).length)).toEqual([1, 0, 1])
  })

  test('counts a canceled message neither as a dead end nor as a failure of the gateway', async () => {
    const said = vi.spyOn(log.log(), 'error')
    const before = (await outboxBacklog(db())).deadEnds
    for (let n = 0; n < 10; n++) {
      const of = await started()
      await stop(of.phone)
      await dispatchMessage(of.messageId)
    }
    expect((await outboxBacklog(db())).deadEnds).toBe(before)
    expect(said).not.toHaveBeenCalled()
    expect(circuits().kannel?.circuit ?? 'closed').toBe('closed')
  })

  test('shows a sign-up as not delivered, and no delivery status for a password reset', async () => {
    const signUp = await started()
    await stop(signUp.phone)
    await dispatchMessage(signUp.messageId)
    expect((await codePageState(signUp.id, signUp))?.delivery).toBe('not-delivered')
    for (const phone of [freshPhone(), (await freshUser()).phone]) {
      await stop(phone)
      const of = await started({ purpose: 'PASSWORD_RESET', phone })
      await dispatchMessage(of.messageId)
      expect((await wayOf(of.id)).map(([, status]) => status)).toEqual(['CANCELED'])
      expect((await codePageState(of.id, of))?.delivery).toBeNull()
    }
  })

  test('dispatches messages again after START', async () => {
    const of = await started()
    await stop(of.phone)
    await start(of.phone)
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([['kannel', 'ACCEPTED']])
  })
})

describe('opt-outs reported by a gateway', () => {
  test('records the opt-out, does not fail over and cancels the next message', async () => {
    const said = vi.spyOn(log.log(), 'error')
    gateways.answer('kannel', refused('opted-out'))
    const of = await started()
    await dispatchMessage(of.messageId)
    expect(await wayOf(of.id)).toEqual([['kannel', 'FAILED']])
    expect(await db().optOut.findUnique({ where: { phone: of.phone } })).toMatchObject({ gateway: 'kannel' })
    expect(said).not.toHaveBeenCalled()
    await ageCounters(of.browserHash, 60)
    const again = await resend(of)
    if (again.kind !== 'sent') throw new Error(again.kind)
    await dispatchMessage(again.messageId)
    expect((await wayOf(of.id)).map(([, status]) => status)).toEqual(['FAILED', 'CANCELED'])
    expect(sentTo(of.phone)).toHaveLength(1)
  })

  test('records an opt-out from a receipt, and ignores the repeated receipt after START', async () => {
    const of = await started()
    await dispatchMessage(of.messageId)
    await report(of.messageId, { status: 'UNDELIVERED', refusal: 'opted-out' })
    expect(await optedOutAt(db(), of.phone)).toEqual(expect.any(Date))
    expect(await dispatchesFor(of.id)).toHaveLength(1)
    await start(of.phone)
    await report(of.messageId, { status: 'UNDELIVERED', refusal: 'opted-out' })
    expect(await optedOutAt(db(), of.phone)).toBeNull()
  })

  test("commits the opt-out and the gateway's response together", async () => {
    gateways.answer('kannel', refused('opted-out'))
    const of = await started()
    vi.spyOn(optOuts, 'noteOptOut').mockRejectedValueOnce(new Error('the database failed'))
    await expect(dispatchMessage(of.messageId)).rejects.toThrow('the database failed')
    expect(await wayOf(of.id)).toEqual([['kannel', 'SENDING']])
    expect(await optedOutAt(db(), of.phone)).toBeNull()
  })
})
