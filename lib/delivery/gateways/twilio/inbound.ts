import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound } from '@/lib/delivery/gateways/inbound'
import { rejected, soleValue } from '@/lib/delivery/gateways/webhook'
import { signedForm } from './signature'

const incoming = z.object({
  AccountSid: z.string(),
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  From: z.string(),
  Body: z.string(),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
})

/** OptOutType is Twilio's keyword in any language. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
export async function parseInbound(
  request: Request,
  settings: { accountSid: string; authToken: string; receiptOrigin: string },
): Promise<ParsedInbound> {
  const signed = await signedForm(request, settings)
  if (signed.kind === 'rejected') return signed
  const names = Object.keys(incoming.shape)
  const { data } = incoming.safeParse(Object.fromEntries(names.map((name) => [name, soleValue(signed.form, name)])))
  if (!data) return rejected('not an incoming message')
  if (data.AccountSid !== settings.accountSid) return rejected('about another account')
  return inbound({ from: data.From, text: data.OptOutType ?? data.Body }, `twilio:${data.MessageSid}`)
}
