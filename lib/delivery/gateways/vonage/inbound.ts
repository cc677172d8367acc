import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { readJson } from '@/lib/delivery/gateways/map-response'
import { rejected } from '@/lib/delivery/gateways/webhook'
import { signedBody } from './signature'

const incoming = z.object({ message_uuid: z.guid(), channel: z.string(), from: z.string() })
const sms = z.object({
  channel: z.literal('sms'),
  message_type: z.literal('text'),
  from: sender,
  text: inboundText,
})

/**
 * An inbound message of Vonage's Messages API. Named by the message and not by the post that brings it: Vonage posts one
 * again that it got no answer for, under a token of its own. https://developer.vonage.com/en/api/messages
 */
export async function readInbound(
  request: Request,
  account: { apiKey: string; signatureSecret: string },
): Promise<ParsedInbound> {
  const signed = await signedBody(request, account)
  if (signed.kind === 'rejected') return signed
  const said = readJson(signed.body, incoming)
  if (!said) return rejected('not an incoming message')
  const { from, text } = readJson(signed.body, sms) ?? {}
  return inbound(from !== undefined && text !== undefined ? { from, text } : undefined, `vonage:${said.message_uuid}`)
}
