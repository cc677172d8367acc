import type * as z from 'zod'
import type { DispatchResult, Refusal } from './gateway'
import type { HttpOutcome, HttpResponse } from './http'

export const refused = (because: Refusal, reason: string, retryAfterSeconds?: number): DispatchResult => ({
  kind: 'refused',
  because,
  reason,
  retryAfterSeconds,
})

export const unknown = (reason: string): DispatchResult => ({ kind: 'unknown', reason })

/** Maps an HTTP outcome; `map` maps the gateway's response, if there was one. */
export function mapOutcome(outcome: HttpOutcome, map: (response: HttpResponse) => DispatchResult): DispatchResult {
  if (outcome.kind === 'never-sent') return refused('transient', outcome.reason)
  return outcome.kind === 'unknown' ? unknown(outcome.reason) : map(outcome)
}

/**
 * Maps a status without a more specific error. With a `busy` status the gateway has definitely not accepted the message. A
 * redirect means that our URL is wrong. After a 408 or a 5xx the message may have been accepted.
 */
export function mapStatus({ status, retryAfterSeconds }: HttpResponse, busy: readonly number[]): DispatchResult {
  const reason = `HTTP ${status}`
  if (busy.includes(status)) return refused('transient', reason, retryAfterSeconds)
  return status >= 300 && status < 500 && status !== 408 ? refused('account', reason) : unknown(reason)
}

/** Returns the parsed JSON, or null if it is invalid. */
export function parseJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data ?? null
  } catch {
    return null
  }
}
