import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { rejected, soleValue } from '@/lib/delivery/gateways/webhook'
import { signedForm } from './signature'

const incoming = z.object({
  AccountSid: z.string(),
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  From: z.string(),
  Body: z.string(),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
})

/**
 * An incoming message of Twilio. Where the account has keywords of its own (Advanced Opt-Out), OptOutType says what
 * Twilio took the text for, in whichever language, and Twilio's word counts.
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export async function readInbound(
  request: Request,
  settings: { accountSid: string; authToken: string; receiptOrigin: string },
): Promise<ParsedInbound> {
  const signed = await signedForm(request, settings)
  if (signed.kind === 'rejected') return signed
  const names = Object.keys(incoming.shape)
  const { data } = incoming.safeParse(Object.fromEntries(names.map((name) => [name, soleValue(signed.form, name)])))
  if (!data) return rejected('not an incoming message')
  if (data.AccountSid !== settings.accountSid) return rejected('about another account')
  const from = sender.safeParse(data.From).data
  const text = inboundText.safeParse(data.OptOutType ?? data.Body).data
  return inbound(from !== undefined && text !== undefined ? { from, text } : undefined, `twilio:${data.MessageSid}`)
}
