import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { reportAllArrivals } from '@/lib/testing/gateways'
import { withSettings } from '@/lib/testing/guard'
import { otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate } from '@/lib/verification/initiate'
import { attackStart } from './attack/attackers'
import { stagePaths } from './stage'

const pathOf = async (id: string) => (await stagePaths()).find((path) => path.id === id)
const reached = async (id: string) =>
  (await pathOf(id))?.stations.filter(({ state }) => state === 'reached').map(({ name }) => name)

describe('stage', () => {
  test('reaches each station once its row is committed, and not before', async () => {
    withSettings({ carrierDelayMs: 0 })
    const of = await started()
    expect(await reached(of.id)).toEqual(['initiation'])
    await dispatchMessage(of.messageId)
    expect(await reached(of.id)).toEqual(['initiation', 'request', 'gateway', 'carrier', 'handset'])
    expect((await pathOf(of.id))?.dispatches).toMatchObject([
      { gateway: 'handset', outcome: 'accepted', receiptMs: null },
    ])
    await reportAllArrivals()
    expect((await pathOf(of.id))?.dispatches).toMatchObject([{ outcome: 'delivered', receiptMs: expect.any(Number) }])
    await check({ ...of, code: otherCode(of.code) })
    expect((await reached(of.id))?.at(-1)).toBe('input')
    await check(of)
    expect((await reached(of.id))?.at(-1)).toBe('verification')
    expect(await pathOf(of.id)).toMatchObject({ end: 'verified', attempts: 2 })
  })

  test('shows a message that is still with the carrier', async () => {
    withSettings({ carrierDelayMs: 60_000 })
    const of = await started()
    await dispatchMessage(of.messageId)
    expect((await reached(of.id))?.at(-1)).toBe('carrier')
  })

  test('shows two verifications of one moment, each with its own path', async () => {
    withSettings({ carrierDelayMs: 0 })
    const [first, second] = await Promise.all([started(), started()])
    await dispatchMessage(second.messageId)
    expect([await reached(first.id), (await reached(second.id))?.length]).toEqual([['initiation'], 5])
  })

  test('shows no verification that has a message of a real gateway', async () => {
    const of = await started()
    expect(await pathOf(of.id)).toBeDefined()
    await db().message.updateMany({ where: { id: of.messageId }, data: { gateway: 'twilio' } })
    expect(await pathOf(of.id)).toBeUndefined()
  })

  test('shows no verification of an attack on the stage', async () => {
    const outcome = await initiate(attackStart(0))
    if (outcome.kind !== 'sent') throw new Error(outcome.kind)
    expect(await pathOf(outcome.id)).toBeUndefined()
    await db().message.deleteMany({ where: { verificationId: outcome.id } })
    await db().verification.delete({ where: { id: outcome.id } })
  })

  test('shows a decoy, whose message goes to no gateway', async () => {
    const of = await started({ purpose: 'PASSWORD_RESET' })
    await dispatchMessage(of.messageId)
    expect((await pathOf(of.id))?.dispatches).toMatchObject([{ gateway: 'null', outcome: 'accepted' }])
    expect((await reached(of.id))?.at(-1)).toBe('gateway')
  })
})
