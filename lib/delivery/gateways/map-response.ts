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

export function mapOutcome(outcome: HttpOutcome, map: (response: HttpResponse) => DispatchResult): DispatchResult {
  if (outcome.kind === 'never-sent') return refused('transient', outcome.reason)
  return outcome.kind === 'unknown' ? unknown(outcome.reason) : map(outcome)
}

/** `busy` statuses: the message was not accepted. Redirects: our URL is wrong. 408 and 5xx: it may have been accepted. */
export function mapStatus({ status, retryAfterSeconds }: HttpResponse, busy: readonly number[]): DispatchResult {
  const reason = `HTTP ${status}`
  if (busy.includes(status)) return refused('transient', reason, retryAfterSeconds)
  return status >= 300 && status < 500 && status !== 408 ? refused('account', reason) : unknown(reason)
}

export function parseJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data ?? null
  } catch {
    return null
  }
}
