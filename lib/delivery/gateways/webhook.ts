import * as z from 'zod'
import type { ParsedReceipts, Receipt, Rejected } from './gateway'

const BODY_LIMIT_BYTES = 64 * 1024
const CLOCK_DIFFERENCE_SECONDS = 5 * 60

/** A message's reference. It is unguessable (16 random bytes), so it authenticates a receipt. */
export const reference = z.string().regex(/^[\w-]{22}$/)

export const rejected = (reason: string): Rejected => ({ kind: 'rejected', reason })

export const noReceipt = (unread?: string, once?: string): ParsedReceipts => ({
  kind: 'receipts',
  receipts: [],
  ...(once === undefined ? {} : { once }),
  ...(unread === undefined ? {} : { unread }),
})

export const receipt = (only: Receipt, once?: string): ParsedReceipts => ({ kind: 'receipts', receipts: [only], once })

export async function rawBody(request: Request): Promise<string | null> {
  const text = await request.text().catch(() => null)
  return text === null || Buffer.byteLength(text) > BODY_LIMIT_BYTES ? null : text
}

/** Returns the parameter's value if it occurs exactly once, because duplicates are ambiguous. */
export function soleValue(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  return more.length === 0 ? value : undefined
}

export const isRecent = (unixSeconds: number): boolean =>
  Math.abs(Date.now() / 1000 - unixSeconds) <= CLOCK_DIFFERENCE_SECONDS
