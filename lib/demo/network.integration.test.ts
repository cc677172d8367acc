import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as lookup from '@/lib/delivery/gateways/lookup'
import { clearCache } from '@/lib/guard/cached'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { forgetCircuits, reportAllArrivals, waitOver, wayOf } from '@/lib/testing/gateways'
import { withSettings } from '@/lib/testing/guard'
import { started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { codePageState } from '@/lib/verification/code-page'
import { handsetGateway } from './handset-gateway'
import { handsetMessages } from './handset-inbox'
import { changeNetwork, readNetwork } from './network'
import { networkConditions, PRESET_NAMES, type PresetName, preset } from './network-conditions'

beforeEach(async () => {
  withSettings({ carrierDelayMs: 0 })
  forgetCircuits()
  await reportAllArrivals()
})

afterEach(async () => {
  vi.restoreAllMocks()
  await changeNetwork(preset('clear'))
})

const under = (name: PresetName) => changeNetwork(preset(name))

/** Starts a verification, dispatches its message, and reports what is due. */
async function send() {
  const of = await started()
  await dispatchMessage(of.messageId)
  await reportAllArrivals()
  return of
}

/** Skips the delays of messages and receipts. */
async function arriveNow(phone: string) {
  await db().$executeRaw`UPDATE "HandsetMessage" SET "arrivesAt" = now() - interval '1 hour' WHERE "to" = ${phone}`
  await reportAllArrivals()
}

/** Dispatches what waits after a failover. */
async function dispatchNext(verificationId: string) {
  await waitOver(verificationId)
  const waiting = await db().message.findFirst({ where: { verificationId, status: 'QUEUED' }, select: { id: true } })
  if (waiting) await dispatchMessage(waiting.id)
  await reportAllArrivals()
}

async function ledgerOf({ id, phone, browserHash, clientIp }: Awaited<ReturnType<typeof send>>) {
  const messages = await db().message.findMany({
    where: { verificationId: id },
    select: { gateway: true, events: { select: { status: true, detail: true }, orderBy: { id: 'asc' } } },
    orderBy: { createdAt: 'asc' },
  })
  return {
    way: await wayOf(id),
    events: messages.map(({ gateway, events }) => [gateway, ...events.map(({ status }) => status)]),
    details: messages.flatMap(({ events }) => events.flatMap(({ detail }) => detail ?? [])),
    handset: (await db().handsetMessage.findMany({ where: { to: phone }, orderBy: { acceptedAt: 'asc' } })).map(
      ({ gateway, body, receipt }) => [gateway, body === '' ? 'no text' : 'text', receipt],
    ),
    onPhone: (await handsetMessages(phone)).length,
    page: (await codePageState(id, { browserHash, clientIp }))?.delivery,
  }
}

const TRAVELED = ['QUEUED', 'SENDING', 'ACCEPTED', 'DELIVERED']
const DELIVERED = {
  way: [['handset', 'DELIVERED']],
  events: [['handset', ...TRAVELED]],
  details: [],
  handset: [['handset', 'text', 'DELIVERED']],
  onPhone: 1,
  page: 'delivered',
}

describe('presets', () => {
  test('clear: the first gateway delivers, and its receipt is recorded once', async () => {
    expect(await ledgerOf(await send())).toEqual(DELIVERED)
  })

  test('slow: the message arrives after its delay, and its receipt after a further one', async () => {
    await under('slow')
    const of = await send()
    expect(await ledgerOf(of)).toMatchObject({ way: [['handset', 'ACCEPTED']], onPhone: 0, page: 'dispatched' })
    const [stored] = await db().handsetMessage.findMany({ where: { to: of.phone } })
    const delayMs = Number(stored?.arrivesAt) - Number(stored?.acceptedAt)
    expect(delayMs).toBeGreaterThanOrEqual(5300)
    expect(delayMs).toBeLessThanOrEqual(10_700)
    await db().$executeRaw`UPDATE "HandsetMessage" SET "arrivesAt" = now() WHERE "to" = ${of.phone}`
    await reportAllArrivals()
    expect(await ledgerOf(of)).toMatchObject({ way: [['handset', 'ACCEPTED']], onPhone: 1 })
    await arriveNow(of.phone)
    expect(await ledgerOf(of)).toEqual(DELIVERED)
  })

  test('lossy: a lost message stays accepted, is never reported, and is not dispatched again', async () => {
    await under('lossy')
    const real = lookup.gatewayNamed
    const draws = [0.5, 0.39, 0.5]
    vi.spyOn(lookup, 'gatewayNamed').mockImplementation((name) =>
      name === 'handset' ? handsetGateway('handset', () => draws.shift() ?? 1) : real(name),
    )
    const lost = await send()
    await dispatchNext(lost.id)
    expect(await ledgerOf(lost)).toEqual({
      ...DELIVERED,
      way: [['handset', 'ACCEPTED']],
      events: [['handset', 'QUEUED', 'SENDING', 'ACCEPTED']],
      handset: [['handset', 'no text', null]],
      onPhone: 0,
      page: 'dispatched',
    })
    draws.push(0.5, 0.4, 0.5)
    expect(await ledgerOf(await send())).toEqual(DELIVERED)
  })

  test('gateway-down: the second gateway delivers at once, and the first has no message', async () => {
    await under('gateway-down')
    expect(await ledgerOf(await send())).toEqual({
      way: [
        ['handset', 'FAILED'],
        ['handset-b', 'DELIVERED'],
      ],
      events: [
        ['handset', 'QUEUED', 'SENDING', 'FAILED'],
        ['handset-b', ...TRAVELED],
      ],
      details: ['the simulated gateway is unavailable'],
      handset: [['handset-b', 'text', 'DELIVERED']],
      onPhone: 1,
      page: 'delivered',
    })
  })

  test('gateway-down: after five messages the circuit breaker opens, and messages avoid the gateway', async () => {
    await under('gateway-down')
    for (let n = 0; n < 5; n++) await send()
    const { way } = await ledgerOf(await send())
    expect(way).toEqual([['handset-b', 'DELIVERED']])
  })

  test('carrier-down: the message is reported as undelivered, and the second gateway delivers it', async () => {
    await under('carrier-down')
    const of = await send()
    await dispatchNext(of.id)
    expect(await ledgerOf(of)).toEqual({
      way: [
        ['handset', 'UNDELIVERED'],
        ['handset-b', 'DELIVERED'],
      ],
      events: [
        ['handset', 'QUEUED', 'SENDING', 'ACCEPTED', 'UNDELIVERED'],
        ['handset-b', ...TRAVELED],
      ],
      details: ['the carrier is down'],
      handset: [
        ['handset', 'no text', 'UNDELIVERED'],
        ['handset-b', 'text', 'DELIVERED'],
      ],
      onPhone: 1,
      page: 'delivered',
    })
  })

  test('receipts-lost: the message arrives and stays accepted, and silence sends nothing', async () => {
    await under('receipts-lost')
    const of = await send()
    await dispatchNext(of.id)
    const accepted = { way: [['handset', 'ACCEPTED']], events: [['handset', 'QUEUED', 'SENDING', 'ACCEPTED']] }
    expect(await ledgerOf(of)).toEqual({ ...DELIVERED, ...accepted, page: 'dispatched' })
  })

  test.each(['duplicated', 'out-of-order'] as const)(
    '%s: further receipts change nothing, and send nothing',
    async (name) => {
      await under(name)
      const of = await send()
      await dispatchNext(of.id)
      expect(await ledgerOf(of)).toEqual(DELIVERED)
    },
  )

  test('the tests cover every preset', () => {
    const covered = [
      'clear',
      'slow',
      'lossy',
      'gateway-down',
      'carrier-down',
      'receipts-lost',
      'duplicated',
      'out-of-order',
    ]
    expect(covered).toEqual(PRESET_NAMES)
  })
})

describe('combined conditions', () => {
  test('both carriers down: two dispatches, then none, however often and late the receipts come', async () => {
    const down = { carrierDown: true, receiptsDuplicated: true, receiptsOutOfOrder: true }
    await changeNetwork(networkConditions.parse({ handset: down, 'handset-b': down }))
    const of = await send()
    for (let n = 0; n < 3; n++) await dispatchNext(of.id)
    expect(await ledgerOf(of)).toMatchObject({
      way: [
        ['handset', 'UNDELIVERED'],
        ['handset-b', 'UNDELIVERED'],
      ],
      onPhone: 0,
      page: 'not-delivered',
    })
  })

  test('both gateways down: nothing is stored for the phone, and the message waits for another dispatch', async () => {
    const down = { failureRate: 1 }
    await changeNetwork(networkConditions.parse({ handset: down, 'handset-b': down }))
    const of = await send()
    const { way, handset } = await ledgerOf(of)
    expect(way.slice(0, 2)).toEqual([
      ['handset', 'FAILED'],
      ['handset-b', 'FAILED'],
    ])
    expect(way.at(-1)).toEqual([expect.any(String), 'QUEUED'])
    expect(handset).toEqual([])
    await under('clear')
    await dispatchNext(of.id)
    expect(await ledgerOf(of)).toMatchObject({ onPhone: 1, page: 'delivered' })
  })

  test('a receipt that comes after the code was used leads to no further message, and keeps the approval', async () => {
    await changeNetwork(networkConditions.parse({ handset: { carrierDown: true, receiptDelayMs: 60_000 } }))
    const of = await send()
    expect(await check(of)).toMatchObject({ kind: 'approved' })
    await arriveNow(of.phone)
    await dispatchNext(of.id)
    expect(await ledgerOf(of)).toMatchObject({
      way: [
        ['handset', 'UNDELIVERED'],
        ['handset-b', 'CANCELED'],
      ],
      handset: [['handset', 'no text', 'UNDELIVERED']],
    })
    const verification = await db().verification.findUniqueOrThrow({ where: { id: of.id } })
    expect(verification.approvedAt).not.toBeNull()
  })
})

describe('changes of the network', () => {
  test('apply to the next message, and clear restores the first behavior', async () => {
    await under('gateway-down')
    expect((await wayOf((await send()).id))[0]).toEqual(['handset', 'FAILED'])
    await under('clear')
    expect(await ledgerOf(await send())).toEqual(DELIVERED)
    expect(await readNetwork()).toEqual(preset('clear'))
  })

  test('do not change what a message on its way has been through', async () => {
    await under('slow')
    const of = await send()
    await changeNetwork(networkConditions.parse({ handset: { loss: 1, failureRate: 1, carrierDown: true } }))
    await arriveNow(of.phone)
    expect(await ledgerOf(of)).toEqual(DELIVERED)
  })

  test.each(PRESET_NAMES)('survive a restart: %s', async (name) => {
    await under(name)
    clearCache()
    expect(await readNetwork()).toEqual(preset(name))
  })

  test('keep one row per gateway', async () => {
    for (const name of PRESET_NAMES) await under(name)
    const rows = await db().networkCondition.findMany({ orderBy: { gateway: 'asc' } })
    expect(rows.map(({ gateway }) => gateway)).toEqual(['handset', 'handset-b'])
  })
})
