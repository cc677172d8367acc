import { unstable_rethrow } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import type * as z from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'
import type { Action, FormState, RequiredChallenge } from '@/components/form/form-state'
import { codePoints } from '@/lib/accounts/code-points'
import { PASSWORD_MIN_LENGTH } from '@/lib/accounts/input'
import { type Client, isFromOwnOrigin, isScripted, readClient } from '@/lib/auth/request'
import type { LimitName } from '@/lib/demo/demo-limits'
import { plainStrings } from '@/lib/http/form-data'
import { setFormDecoded, setFormFailure, setRetryAfter, setUnavailable } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'
import { namedLimit } from './reached-limit'
import { timeUntil } from './relative-time'

type Values = Record<string, string | number>
type Texts = Awaited<ReturnType<typeof getTranslations<'errors'>>>
type Key = Parameters<Texts>[0]

/** Responses of a handler that does not redirect; keys are those of the `errors` texts. */
export interface FormResults<T> {
  fieldError(field: keyof T, key: Key, values?: Values): FormState<T>
  formError(key: Key, values?: Values): FormState<T>
  /** Sets status 503 and `Retry-After`. */
  unavailable(key: Key, retryInSeconds: number): FormState<T>
  challenge(challenge: Omit<RequiredChallenge, 'sentence'>, key?: Key): FormState<T>
  /** Sets status 429 and `Retry-After`. */
  retryLater(key: Key, seconds: number, at?: { field?: keyof T; limit?: LimitName }): Promise<FormState<T>>
}

/** Creates a server action that calls `handle` with validated input (R11). Its response repeats only the fields in `keep`. */
export function formAction<T extends Record<string, string>>(
  schema: z.$ZodType<T>,
  keep: (keyof T & string)[],
  handle: (input: T, results: FormResults<T>, client: Client) => Promise<FormState<T>>,
): Action<T> {
  return async (_before, data) => {
    setFormDecoded()
    const texts = await getTranslations('errors')
    const entries = data instanceof FormData ? plainStrings(data) : null
    const results = formResults<T>(texts, keptValues(entries, keep))
    if (!(await isFromOwnOrigin())) return results.formError('form.origin')
    if (!entries) return results.formError('form.invalid')
    const client = await readClient()
    if ((await isScripted()) && client.browserHash === '') return results.formError('form.cookies')
    const parsed = safeParse(schema, entries)
    if (!parsed.success) return validationErrors(parsed.error.issues, entries, texts, results)
    try {
      return await handle(parsed.data, results, client)
    } catch (error) {
      unstable_rethrow(error)
      setFormFailure(error)
      log().error({ event: 'action.failed', error: errorFacts(error) })
      return results.formError('form.failed')
    }
  }
}

/** Bounds the values that a response repeats. The schema accepts names up to this length. */
const LONGEST_KEPT = 480

const keptValues = <T>(entries: Record<string, string> | null, keep: (keyof T & string)[]) =>
  Object.fromEntries(
    keep.map((name) => [name, (entries?.[name] ?? '').slice(0, LONGEST_KEPT).toWellFormed()]),
  ) as Partial<Record<keyof T, string>>

function formResults<T>(texts: Texts, kept: Partial<Record<keyof T, string>>): FormResults<T> {
  const results: FormResults<T> = {
    fieldError: (field, key, values) => ({
      errors: { [field]: texts(key, values) } as Partial<Record<keyof T, string>>,
      values: kept,
    }),
    formError: (key, values) => ({ message: texts(key, values), values: kept }),
    retryLater: async (key, seconds, { field, limit } = {}) => {
      setRetryAfter(seconds)
      const values = { time: timeUntil(seconds, await getLocale()) }
      return {
        ...(field ? results.fieldError(field, key, values) : results.formError(key, values)),
        limit: await namedLimit(limit),
      }
    },
    unavailable: (key, retryInSeconds) => {
      setUnavailable(retryInSeconds)
      return results.formError(key)
    },
    challenge: (challenge, key = 'send.wait') => {
      setRetryAfter(challenge.waitSeconds)
      return { challenge: { ...challenge, sentence: texts(key, { n: challenge.waitSeconds }) }, values: kept }
    },
  }
  return results
}

/** Returns the first error of each field. Issues without a text only occur in forged input. */
function validationErrors<T>(
  issues: z.$ZodIssue[],
  entries: Record<string, string>,
  texts: Texts,
  results: FormResults<T>,
): FormState<T> {
  const values = { min: PASSWORD_MIN_LENGTH, missing: PASSWORD_MIN_LENGTH - codePoints(entries.password ?? '') }
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) {
    if (message === 'form.invalid' || !texts.has(message as Key)) return results.formError('form.invalid')
    errors[String(path[0])] ??= texts(message as Key, values)
  }
  return {
    ...results.formError('form.invalid'),
    message: undefined,
    errors: errors as Partial<Record<keyof T, string>>,
  }
}
