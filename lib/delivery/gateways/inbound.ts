import * as z from 'zod'
import type { ParsedReplies } from './gateway'

const SENDER_MAX = 32
/** Ten segments. What is longer is no keyword, and nobody has to read it. */
const TEXT_MAX = 1600

/** The sender in whichever spelling the gateway has; lib/delivery/inbound-sender.ts reads it. */
export const sender = z.string().min(1).max(SENDER_MAX)

export const replyText = z.string().max(TEXT_MAX)

/** One reply, or none where it isn't one that concerns us: taken and ignored, so that nobody sends it again. */
export function reply(only: { from: string; text: string } | undefined, once?: string): ParsedReplies {
  return { kind: 'replies', replies: only ? [only] : [], once }
}
