import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { parseJson } from '@/lib/delivery/gateways/map-response'
import { signedBody } from './signature'

/** Older versions of the app send `phoneNumber` instead of `sender`. */
const received = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  event: z.literal('sms:received'),
  payload: z
    .object({ message: inboundText, sender: z.string().optional(), phoneNumber: z.string().optional() })
    .transform(({ message, sender, phoneNumber }) => ({ text: message, from: sender ?? phoneNumber }))
    .pipe(z.object({ text: z.string(), from: sender })),
})

/** Identified by the event's id, as the message's id is a hash of the text. https://docs.sms-gate.app/features/webhooks */
export async function parseInbound(request: Request, signingKey: string): Promise<ParsedInbound> {
  const signed = await signedBody(request, signingKey)
  if (signed.kind === 'rejected') return signed
  const event = parseJson(signed.body, received)
  return event ? inbound(event.payload, `android:${event.id}`) : inbound(undefined)
}
