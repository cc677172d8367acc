import { getTranslations } from 'next-intl/server'
import type { Say } from '@/app/_shared/form-action'
import type { FormState } from '@/components/form/form-state'
import type { PasswordProblem } from '@/lib/accounts/password-strength'

/** Says at the password field what speaks against the password, with the reason in plain words. */
export async function passwordRefused<T extends { password: string }>(
  why: PasswordProblem,
  say: Say<T>,
): Promise<FormState<T>> {
  if (why.problem !== 'password.guessable') return say.at('password', why.problem)
  const reasons = await getTranslations('password.reasons')
  const reason = why.reason as Parameters<typeof reasons>[0]
  if (!reason || !reasons.has(reason)) return say.at('password', 'password.guessable')
  return say.at('password', 'password.guessableBecause', { reason: reasons(reason) })
}
