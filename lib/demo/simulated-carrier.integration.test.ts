import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { BEHAVIORS } from '@/lib/demo/carrier-behaviors'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { reportAllArrivals } from '@/lib/testing/gateways'
import { withSettings } from '@/lib/testing/guard'
import { started } from '@/lib/testing/verifications'
import { codePageState } from '@/lib/verification/code-page'
import { handsetMessages } from './handset-inbox'

const ONE_GATEWAY = { carrierDelayMs: 0, smsRoutes: [{ prefix: '', value: ['handset' as const] }] }

beforeEach(() => withSettings({ carrierDelayMs: 0 }))
afterEach(() => vi.restoreAllMocks())

const AREA_CODES = [202, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 816, 904]
let taken = 0
/** Rotates the area codes, so that tests do not share the limits of a number. */
const ending = (digits: string) => `+1${AREA_CODES[taken++ % AREA_CODES.length]}55501${digits}`

/** Sends a code to a number and dispatches all follow-ups. */
async function send(phone: string) {
  const { id, browserHash, clientIp } = await started({ phone, isPresenter: true })
  const waiting = async () => {
    await db().message.updateMany({ where: { verificationId: id, status: 'QUEUED' }, data: { notBefore: new Date(0) } })
    return db().message.findFirst({ where: { verificationId: id, status: 'QUEUED' }, select: { id: true } })
  }
  for (let next = await waiting(); next; next = await waiting()) {
    await dispatchMessage(next.id)
    await reportAllArrivals()
  }
  const messages = await db().message.findMany({
    where: { verificationId: id },
    select: { status: true, gateway: true, events: { select: { detail: true }, where: { detail: { not: null } } } },
    orderBy: { createdAt: 'asc' },
  })
  return {
    statuses: messages.map(({ status }) => status),
    gateways: messages.map(({ gateway }) => gateway),
    details: [...new Set(messages.flatMap(({ events }) => events.map(({ detail }) => detail)))],
    page: (await codePageState(id, { browserHash, clientIp }))?.delivery,
    onPhone: (await handsetMessages(phone)).length,
  }
}

const lost = (detail: string) => ({
  // An undelivered message is dispatched once more.
  statuses: ['UNDELIVERED', 'UNDELIVERED'],
  details: [detail],
  page: 'not-delivered',
  onPhone: 0,
})

const OUTCOMES: Record<string, object> = {
  '01': lost('undelivered'),
  '02': lost('expired'),
  '03': lost('rejected after it was accepted'),
  '04': { statuses: ['ACCEPTED'], details: [], page: 'dispatched', onPhone: 0 },
  '05': { statuses: ['ACCEPTED'], details: [], page: 'dispatched', onPhone: 1 },
  '10': lost('refused: too many messages'),
  '11': lost('refused: no such number'),
  '12': lost('refused: the queue is full'),
  '16': lost('refused: the submission failed'),
}

describe('a simulated carrier without a second one', () => {
  beforeEach(() => withSettings(ONE_GATEWAY))

  test('tests every behavior of the table', () => {
    expect(Object.keys(OUTCOMES).toSorted()).toEqual(Object.keys(BEHAVIORS).toSorted())
  })

  test.each(Object.entries(OUTCOMES))(
    'applies the behavior of a number that ends in 555 01%s',
    async (digits, outcome) => {
      expect(await send(ending(digits))).toMatchObject(outcome)
    },
  )

  test.each(['00', '06', '09', '13', '17', '23', '99'])(
    'delivers to a number without a behavior that ends in 555 01%s',
    async (digits) => {
      expect(await send(ending(digits))).toMatchObject({ statuses: ['DELIVERED'], page: 'delivered' })
    },
  )

  test.each(Object.keys(OUTCOMES))('stores no text of a lost message to 555 01%s', async (digits) => {
    const phone = ending(digits)
    await send(phone)
    const bodies = (await db().handsetMessage.findMany({ where: { to: phone } })).map(({ body }) => body !== '')
    expect(new Set(bodies)).toEqual(new Set([BEHAVIORS[digits]?.arrives]))
  })
})

describe('a second simulated carrier', () => {
  test.each(Object.entries(OUTCOMES))(
    'treats a number that ends in 555 01%s like the first',
    async (digits, outcome) => {
      expect(await send(ending(digits))).toMatchObject(outcome)
    },
  )

  test('delivers every message as the fallback of another gateway', async () => {
    withSettings({ carrierDelayMs: 0, smsRoutes: [{ prefix: '', value: ['android', 'handset'] }], demoNumbers: '*' })
    expect(await send(ending('01'))).toMatchObject({ onPhone: 1, page: 'delivered' })
  })

  test('applies the behaviors if the real gateways of the route do not serve the number', async () => {
    withSettings({ carrierDelayMs: 0, smsRoutes: [{ prefix: '', value: ['android', 'handset'] }], demoNumbers: [] })
    expect(await send(ending('01'))).toMatchObject({ onPhone: 0, page: 'not-delivered' })
  })
})
