import { timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { ParsedReceipts, Receipt, Rejected } from './gateway'

const BODY_LIMIT_BYTES = 64 * 1024
/** How far a signed time may be from ours, either way. */
const CLOCK_DIFFERENCE_SECONDS = 5 * 60

/** Our name for a message: 16 random bytes, unguessable, so that it proves where a receipt comes from. */
export const reference = z.string().regex(/^[\w-]{22}$/)

export const rejected = (reason: string): Rejected => ({ kind: 'rejected', reason })

/** An authentic report that says nothing new, or (with `unread`) something that isn't in our tables. */
export const noReceipt = (unread?: string, once?: string): ParsedReceipts => ({
  kind: 'receipts',
  receipts: [],
  ...(once === undefined ? {} : { once }),
  ...(unread === undefined ? {} : { unread }),
})

export const receipt = (only: Receipt, once?: string): ParsedReceipts => ({ kind: 'receipts', receipts: [only], once })

/** The body as it was signed, or null when it can't be read or is larger than any receipt. */
export async function rawBody(request: Request): Promise<string | null> {
  const text = await request.text().catch(() => null)
  return text === null || Buffer.byteLength(text) > BODY_LIMIT_BYTES ? null : text
}

/** What a parameter says that stands there exactly once; of two that differ nobody knows which one was meant. */
export function soleValue(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  return more.length === 0 ? value : undefined
}

/** Compares in a time that doesn't tell how much of `given` was right. */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export const isRecent = (unixSeconds: number): boolean =>
  Math.abs(Date.now() / 1000 - unixSeconds) <= CLOCK_DIFFERENCE_SECONDS
