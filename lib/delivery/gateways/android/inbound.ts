import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { readJson } from '@/lib/delivery/gateways/map-response'
import { signedBody } from './signature'

/** Older versions of the app say `phoneNumber` where newer ones say `sender`. */
const received = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  event: z.literal('sms:received'),
  payload: z
    .object({ message: inboundText, sender: z.string().optional(), phoneNumber: z.string().optional() })
    .transform(({ message, sender, phoneNumber }) => ({ text: message, from: sender ?? phoneNumber }))
    .pipe(z.object({ text: z.string(), from: sender })),
})

/**
 * An SMS that came to the phone. The phone repeats what isn't taken, under a new signature, so an event is named by its
 * own id; the message's id won't do, as it is made from the text. https://docs.sms-gate.app/features/webhooks
 */
export async function readInbound(request: Request, signingKey: string): Promise<ParsedInbound> {
  const signed = await signedBody(request, signingKey)
  if (signed.kind === 'rejected') return signed
  const said = readJson(signed.body, received)
  return said ? inbound(said.payload, `android:${said.id}`) : inbound(undefined)
}
