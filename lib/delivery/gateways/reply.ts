import * as z from 'zod'
import type { ParsedReplies } from './gateway'

const E164 = /^\+[1-9]\d{6,14}$/
/** Ten segments. What is longer is no keyword, and nobody has to read it. */
const TEXT_MAX = 1600

/** Who wrote. Short numbers and names write too, and can't be written to. */
export const sender = z.string().regex(E164)

export const replyText = z.string().max(TEXT_MAX)

/** Gateways that write numbers without the plus mean the same. */
export const withPlus = (digits: string): string => `+${digits}`

/** One reply, or none where it isn't one that concerns us: taken and ignored, so that nobody sends it again. */
export function reply(only: { from: string; text: string } | undefined, once?: string): ParsedReplies {
  return { kind: 'replies', replies: only ? [only] : [], once }
}
