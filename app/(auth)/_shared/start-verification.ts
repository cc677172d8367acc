import { redirect } from 'next/navigation'
import { after } from 'next/server'
import type { Say } from '@/app/_shared/form-action'
import { namedLimit } from '@/app/_shared/reached-limit'
import type { FormState } from '@/components/form/form-state'
import { rememberBrowser } from '@/lib/auth/browser'
import { client } from '@/lib/auth/request'
import { DEFAULT_LOCALE } from '@/lib/i18n/locale'
import { handOver } from '@/lib/verification/compose-message'
import { initiate } from '@/lib/verification/initiate'
import type { PhoneInput } from '@/lib/verification/input'
import { parsePhone } from '@/lib/verification/phone'
import type { PurposeName } from '@/lib/verification/purposes'
import { phoneError } from './phone-error'

/** When to try again while no gateway can be used or a spending cap is reached. */
export const SEND_RETRY_SECONDS = 180

/** Starts a verification for a typed number and goes on to its code page: the same steps for every purpose. */
export async function start(
  purpose: PurposeName,
  { phone, country, puzzle, ticket }: PhoneInput,
  say: Say<PhoneInput>,
): Promise<FormState<PhoneInput>> {
  const parsed = parsePhone(phone, country)
  if (!parsed.ok) return phoneError(say, parsed)
  return startTo(parsed.phone, purpose, { puzzle, ticket }, say)
}

/** The same for a number that is known already. */
export async function startTo<T>(
  phone: string,
  purpose: PurposeName,
  answer: Pick<PhoneInput, 'puzzle' | 'ticket'>,
  say: Say<T>,
): Promise<FormState<T>> {
  const outcome = await initiate({
    purpose,
    phone,
    browserHash: await rememberBrowser(),
    ...(await client()),
    locale: DEFAULT_LOCALE,
    answer,
  })
  if (outcome.kind === 'check') return { ...say.check(outcome.check), limit: await namedLimit(outcome.policy) }
  if (outcome.kind === 'limited') return say.later('send.later', outcome.retryInSeconds, { limit: outcome.policy })
  if (outcome.kind === 'unavailable')
    return { ...say.unavailable('send.unavailable', SEND_RETRY_SECONDS), limit: await namedLimit(outcome.policy) }
  if (outcome.kind === 'sent') after(() => handOver(outcome.messageId))
  redirect(`/verify/${outcome.id}`)
}
