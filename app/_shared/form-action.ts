import { unstable_rethrow } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import type * as z from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'
import type { Action, ExtraCheckAsked, FormState } from '@/components/form/form-state'
import { codePoints } from '@/lib/accounts/code-points'
import { PASSWORD_MIN_LENGTH } from '@/lib/accounts/input'
import { browserHash } from '@/lib/auth/browser'
import { isFromOwnOrigin, isScripted } from '@/lib/auth/request'
import type { LimitName } from '@/lib/demo/demo-limits'
import { plainStrings } from '@/lib/http/form-data'
import { answerFormFailure, answerLater, answerUnavailable, formUnderstood } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'
import { namedLimit } from './reached-limit'
import { timeUntil } from './relative-time'

type Values = Record<string, string | number>
type Texts = Awaited<ReturnType<typeof getTranslations<'errors'>>>
type Key = Parameters<Texts>[0]

/** How a handler answers when it doesn't redirect: one sentence of the `errors` texts, at a field or over the form. */
export interface Say<T> {
  at(field: keyof T, key: Key, values?: Values): FormState<T>
  overall(key: Key, values?: Values): FormState<T>
  /** Something that the form needs is overloaded or away, and may be back by then. */
  unavailable(key: Key, retryInSeconds: number): FormState<T>
  /** Nothing was done yet: the browser has to show first that it isn't one of thousands. */
  check(asked: Omit<ExtraCheckAsked, 'sentence'>, key?: Key): FormState<T>
  /** That a limit refused and when to come back, in the sentence and on the answer itself. */
  later(key: Key, seconds: number, at?: { field?: keyof T; limit?: LimitName }): Promise<FormState<T>>
}

/**
 * A server action for a form (R11): own origin, plain strings, a browser that keeps cookies, strict schema, then one domain call by `handle`, which
 * redirects or answers through `say`. What people typed comes back in the fields named in `keep`, never a secret. An
 * exception is logged and becomes one honest sentence.
 */
export function formAction<T extends Record<string, string>>(
  schema: z.$ZodType<T>,
  keep: (keyof T & string)[],
  handle: (input: T, say: Say<T>) => Promise<FormState<T>>,
): Action<T> {
  return async (_before, data) => {
    formUnderstood()
    const texts = await getTranslations('errors')
    const typed = data instanceof FormData ? plainStrings(data) : null
    const say = sayer<T>(texts, kept(typed, keep))
    if (!(await isFromOwnOrigin())) return say.overall('form.origin')
    if (!typed) return say.overall('form.invalid')
    if ((await isScripted()) && !(await browserHash())) return say.overall('form.cookies')
    const parsed = safeParse(schema, typed)
    if (!parsed.success) return complaint(parsed.error.issues, typed, texts, say)
    try {
      return await handle(parsed.data, say)
    } catch (error) {
      unstable_rethrow(error)
      answerFormFailure(error)
      log().error({ event: 'action.failed', error: errorFacts(error) })
      return say.overall('form.failed')
    }
  }
}

/** As long as a name may be typed; a longer one is not worth sending back whole. */
const LONGEST_KEPT = 480

const kept = <T>(typed: Record<string, string> | null, keep: (keyof T & string)[]) =>
  Object.fromEntries(
    keep.map((name) => [name, (typed?.[name] ?? '').slice(0, LONGEST_KEPT).toWellFormed()]),
  ) as Partial<Record<keyof T, string>>

function sayer<T>(texts: Texts, values: Partial<Record<keyof T, string>>): Say<T> {
  const say: Say<T> = {
    at: (field, key, places) => ({
      errors: { [field]: texts(key, places) } as Partial<Record<keyof T, string>>,
      values,
    }),
    overall: (key, places) => ({ message: texts(key, places), values }),
    later: async (key, seconds, { field, limit } = {}) => {
      answerLater(seconds)
      const places = { time: timeUntil(seconds, await getLocale()) }
      return { ...(field ? say.at(field, key, places) : say.overall(key, places)), limit: await namedLimit(limit) }
    },
    unavailable: (key, retryInSeconds) => {
      answerUnavailable(retryInSeconds)
      return say.overall(key)
    },
    check: (asked, key = 'send.wait') => {
      answerLater(asked.waitSeconds)
      return { check: { ...asked, sentence: texts(key, { n: asked.waitSeconds }) }, values }
    },
  }
  return say
}

/** The first complaint of each field. What is no key of our texts is no field of our forms either. */
function complaint<T>(issues: z.$ZodIssue[], typed: Record<string, string>, texts: Texts, say: Say<T>): FormState<T> {
  const places = { min: PASSWORD_MIN_LENGTH, missing: PASSWORD_MIN_LENGTH - codePoints(typed.password ?? '') }
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) {
    if (message === 'form.invalid' || !texts.has(message as Key)) return say.overall('form.invalid')
    errors[String(path[0])] ??= texts(message as Key, places)
  }
  return { ...say.overall('form.invalid'), message: undefined, errors: errors as Partial<Record<keyof T, string>> }
}
