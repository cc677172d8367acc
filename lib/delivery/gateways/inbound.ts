import * as z from 'zod'
import type { ParsedInbound } from './gateway'

const SENDER_MAX = 32
/** Ten segments. Longer texts are never keywords. */
const TEXT_MAX = 1600

/** The sender, formatted as the gateway sends it. Parsed in lib/delivery/inbound-sender.ts. */
export const sender = z.string().min(1).max(SENDER_MAX)

export const inboundText = z.string().max(TEXT_MAX)

const inboundMessage = z.object({ from: sender, text: inboundText })

/** Acknowledges a webhook with one message, or with none if it is not an SMS for us: rejected webhooks would be retried. */
export function inbound(message: unknown, once?: string): ParsedInbound {
  const { data } = inboundMessage.safeParse(message)
  return { kind: 'inbound', messages: data ? [data] : [], once }
}
