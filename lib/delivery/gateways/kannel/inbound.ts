import * as z from 'zod'
import { sameSecret } from '@/lib/crypto/same-secret'
import type { ParsedInbound } from '@/lib/delivery/gateways/gateway'
import { inbound } from '@/lib/delivery/gateways/inbound'
import { rejected } from '@/lib/delivery/gateways/webhook'

/** Kannel replaces these placeholders with its id of the message, the sender and the full text. */
export const INBOUND_PARAMETERS = 'id=%I&from=%q&text=%a'

const incoming = z.strictObject({
  token: z.string(),
  id: z.string().regex(/^[\w-]{1,64}$/),
  from: z.string(),
  text: z.string(),
})

/** Parses an unsigned GET, authenticated by a token that only Kannel's configuration contains. */
export function parseInbound(request: Request, inboundToken: string): ParsedInbound {
  if (request.method !== 'GET') return rejected('not a GET')
  const parameters = [...new URL(request.url).searchParams]
  const { data } = incoming.safeParse(Object.fromEntries(parameters))
  if (!data || parameters.length !== Object.keys(incoming.shape).length) return rejected('not a reply of Kannel')
  if (!sameSecret(data.token, inboundToken)) return rejected('without the token')
  return inbound(data, `kannel:${data.id}`)
}
