import { redirect } from 'next/navigation'
import { after } from 'next/server'
import type { FormResults } from '@/app/_shared/form-action'
import { namedLimit } from '@/app/_shared/reached-limit'
import type { FormState } from '@/components/form/form-state'
import { rememberBrowser } from '@/lib/auth/browser'
import type { Client } from '@/lib/auth/request'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import { DEFAULT_LOCALE } from '@/lib/i18n/locale'
import { initiate } from '@/lib/verification/initiate'
import type { PhoneInput } from '@/lib/verification/input'
import { parsePhone } from '@/lib/verification/phone'
import type { PurposeName } from '@/lib/verification/purposes'
import { phoneError } from './phone-error'

export const SEND_RETRY_SECONDS = 180

/** Starts a verification for an entered number and redirects to its code page. */
export async function start(
  purpose: PurposeName,
  { phone, country, puzzle, waitToken }: PhoneInput,
  results: FormResults<PhoneInput>,
  client: Client,
): Promise<FormState<PhoneInput>> {
  const parsed = parsePhone(phone, country)
  if (!parsed.ok) return phoneError(results, parsed)
  return startTo(parsed.phone, purpose, { puzzle, waitToken }, results, client)
}

/** Like `start`, for a number that is already in E.164. */
export async function startTo<T>(
  phone: string,
  purpose: PurposeName,
  response: Pick<PhoneInput, 'puzzle' | 'waitToken'>,
  results: FormResults<T>,
  client: Client,
): Promise<FormState<T>> {
  const outcome = await initiate({
    purpose,
    phone,
    ...client,
    browserHash: await rememberBrowser(),
    locale: DEFAULT_LOCALE,
    response,
  })
  if (outcome.kind === 'challenge')
    return { ...results.challenge(outcome.challenge), limit: await namedLimit(outcome.policy) }
  if (outcome.kind === 'limited')
    return results.retryLater('send.later', outcome.retryInSeconds, { limit: outcome.policy })
  if (outcome.kind === 'unavailable')
    return { ...results.unavailable('send.unavailable', SEND_RETRY_SECONDS), limit: await namedLimit(outcome.policy) }
  if (outcome.kind === 'sent') after(wakeOutboxWorker)
  redirect(`/verify/${outcome.id}`)
}
