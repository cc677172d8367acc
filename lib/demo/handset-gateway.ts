import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { insertHandsetMessage } from '@/lib/db/queries/handset-messages'
import type { DispatchResult, SmsGateway } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import type { SimulatedGateway } from '@/lib/delivery/gateways/registry'
import { rejected } from '@/lib/delivery/gateways/webhook'
import { carrierBehavior } from '@/lib/demo/route-behavior'
import { isFromCarrier } from './carrier-authorization'
import { fateOf, SLOW_MOTION } from './message-fate'
import { readNetwork } from './network'

const receiptBody = z.strictObject({
  reference: z.string().min(1).max(64),
  status: z.enum(['ACCEPTED', 'UNDELIVERED', 'DELIVERED']),
  detail: z
    .string()
    .regex(/^[a-z][a-z :]{0,63}$/)
    .optional(),
})

const replyBody = z.strictObject({ from: sender, text: inboundText })

const STEPS = 2 ** 32

/** Returns a number from 0 up to, but not including, 1. */
const uniform = (): number => randomInt(STEPS) / STEPS

const TEMPORARILY_REFUSED: DispatchResult = {
  kind: 'refused',
  because: 'transient',
  reason: 'the simulated gateway is unavailable',
}

/** Sends to simulated phones, through a carrier with conditions. Its messages are stored, so they survive a restart. */
export const handsetGateway = (name: SimulatedGateway, random = uniform, wait = sleep): SmsGateway => ({
  async send({ to, from, text, reference }, signal) {
    const { [name]: condition } = await readNetwork()
    if (condition.slowMotion) await wait(SLOW_MOTION.gatewayMs, undefined, { signal })
    const behavior = carrierBehavior(to)
    const fate = fateOf({ behavior, condition, usualDelayMs: env().carrierDelayMs, random })
    if (fate.kind === 'refused') return TEMPORARILY_REFUSED
    const { kind: _, arrives, ...carried } = fate
    const row = { to, from, body: arrives ? text : '', reference, gateway: name, ...carried }
    return { kind: 'accepted', gatewayMessageId: await insertHandsetMessage(db(), row) }
  },

  async parseReceipt(request) {
    const parsed = receiptBody.safeParse(await request.json().catch(() => null))
    if (!parsed.success) return { kind: 'rejected', reason: 'not a receipt of the simulated carrier' }
    return { kind: 'receipts', receipts: [parsed.data] }
  },

  async parseInbound(request) {
    if (!isFromCarrier(request)) return rejected('without the key of the simulated carrier')
    const { data } = replyBody.safeParse(await request.json().catch(() => null))
    return data ? inbound(data) : rejected('not a reply of the simulated carrier')
  },
})

export const handsetGateways: Record<SimulatedGateway, SmsGateway> = {
  handset: handsetGateway('handset'),
  'handset-b': handsetGateway('handset-b'),
}
