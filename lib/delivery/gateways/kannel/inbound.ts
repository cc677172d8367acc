import * as z from 'zod'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound, inboundText, sender } from '@/lib/delivery/gateways/inbound'
import { rejected, sameSecret } from '@/lib/delivery/gateways/webhook'

/** What Kannel fills in, behind the token: its own id of the message, who wrote, and every word of it. */
export const REPLY_PARAMETERS = 'id=%I&from=%q&text=%a'

const incoming = z.strictObject({
  token: z.string(),
  id: z.string().regex(/^[\w-]{1,64}$/),
  from: z.string(),
  text: z.string(),
})

/** A reply is a GET without a signature: what proves it is the token, which stands in Kannel's configuration alone. */
export function readInbound(request: Request, replyToken: string): ParsedInbound {
  if (request.method !== 'GET') return rejected('not a GET')
  const parameters = [...new URL(request.url).searchParams]
  const { data } = incoming.safeParse(Object.fromEntries(parameters))
  if (!data || parameters.length !== Object.keys(incoming.shape).length) return rejected('not a reply of Kannel')
  if (!sameSecret(data.token, replyToken)) return rejected('without the token')
  const from = sender.safeParse(data.from).data
  const text = inboundText.safeParse(data.text).data
  return inbound(from !== undefined && text !== undefined ? { from, text } : undefined, `kannel:${data.id}`)
}
