import * as z from 'zod'
import type { ParsedInbound } from './gateway'

const SENDER_MAX = 32
/** Ten segments. Longer texts are never keywords. */
const TEXT_MAX = 1600

export const sender = z.string().min(1).max(SENDER_MAX)

export const inboundText = z.string().max(TEXT_MAX)

const inboundMessage = z.object({ from: sender, text: inboundText })

/** Returns the message, or none if it is not a valid SMS. Not rejected, because gateways retry rejected webhooks. */
export function inbound(message: unknown, once?: string): ParsedInbound {
  const { data } = inboundMessage.safeParse(message)
  return { kind: 'inbound', messages: data ? [data] : [], once }
}
