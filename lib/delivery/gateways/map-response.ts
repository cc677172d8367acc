import type * as z from 'zod'
import type { HandOverResult, Refusal } from './gateway'
import type { HttpAnswer, HttpOutcome } from './http'

export const refused = (because: Refusal, reason: string, retryAfterSeconds?: number): HandOverResult => ({
  kind: 'refused',
  because,
  reason,
  retryAfterSeconds,
})

export const unknown = (reason: string): HandOverResult => ({ kind: 'unknown', reason })

/** What an exchange came to: the gateway's answer in its own words, or the rule for when there is none (OB-4). */
export function handOver(outcome: HttpOutcome, read: (answer: HttpAnswer) => HandOverResult): HandOverResult {
  if (outcome.kind === 'never-sent') return refused('transient', outcome.reason)
  return outcome.kind === 'unknown' ? unknown(outcome.reason) : read(outcome)
}

/**
 * What a status means when the gateway has no better word. `busy` are those with which it says that it took nothing for
 * now. A redirect is a wrong address of ours; after a 408 or a 5xx the message may be on its way.
 */
export function byStatus({ status, retryAfterSeconds }: HttpAnswer, busy: readonly number[]): HandOverResult {
  const reason = `HTTP ${status}`
  if (busy.includes(status)) return refused('transient', reason, retryAfterSeconds)
  return status >= 300 && status < 500 && status !== 408 ? refused('account', reason) : unknown(reason)
}

/** A JSON text as the schema promises it, or null. */
export function readJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data ?? null
  } catch {
    return null
  }
}

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const addressUnder = (base: string, path: string): string => base.replace(/\/+$/, '') + path
