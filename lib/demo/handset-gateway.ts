import { randomInt } from 'node:crypto'
import * as z from 'zod'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { insertHandsetMessage } from '@/lib/db/queries/handset-messages'
import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { rejected } from '@/lib/delivery/gateways/webhook'
import { carrierBehavior } from '@/lib/demo/route-behavior'
import { isFromCarrier } from './carrier-authorization'

const receiptBody = z.strictObject({
  reference: z.string().min(1).max(64),
  status: z.enum(['UNDELIVERED', 'DELIVERED']),
  detail: z
    .string()
    .regex(/^[a-z][a-z :]{0,63}$/)
    .optional(),
})

const replyBody = z.strictObject({ from: sender, text: inboundText })

function onTheWayMs(): number {
  const { carrierDelayMs } = env()
  return randomInt(Math.floor((carrierDelayMs * 2) / 3), Math.floor((carrierDelayMs * 4) / 3) + 1)
}

/** Sends to simulated phones, through a carrier with delays. Its messages are stored, so they survive a restart. */
export const handsetGateway: SmsGateway = {
  async send({ to, from, text, reference }) {
    const gatewayMessageId = await insertHandsetMessage(db(), {
      to,
      from,
      body: carrierBehavior(to).arrives ? text : '',
      reference,
      delayMs: onTheWayMs(),
    })
    return { kind: 'accepted', gatewayMessageId }
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
}
