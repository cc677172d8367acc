import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { parseJson } from '@/lib/delivery/gateways/map-response'
import { rejected } from '@/lib/delivery/gateways/webhook'
import { signedBody } from './signature'

const incoming = z.object({ message_uuid: z.guid(), channel: z.string(), from: z.string() })
const sms = z.object({ channel: z.literal('sms'), message_type: z.literal('text'), from: sender, text: inboundText })

/** Identified by the message's id, because retries have a new token. https://developer.vonage.com/en/api/messages */
export async function parseInbound(
  request: Request,
  account: { apiKey: string; signatureSecret: string },
): Promise<ParsedInbound> {
  const signed = await signedBody(request, account)
  if (signed.kind === 'rejected') return signed
  const body = parseJson(signed.body, incoming)
  if (!body) return rejected('not an incoming message')
  return inbound(parseJson(signed.body, sms), `vonage:${body.message_uuid}`)
}
