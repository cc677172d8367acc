import { getTranslations } from 'next-intl/server'
import type { FormResults } from '@/app/_shared/form-action'
import type { FormState } from '@/components/form/form-state'
import type { PasswordProblem } from '@/lib/accounts/password-strength'

/** Returns the error of a rejected password at its field, with the reason if there is one. */
export async function passwordRejected<T extends { password: string }>(
  why: PasswordProblem,
  results: FormResults<T>,
): Promise<FormState<T>> {
  if (why.problem !== 'password.guessable') return results.fieldError('password', why.problem)
  const reasons = await getTranslations('password.reasons')
  const reason = why.reason as Parameters<typeof reasons>[0]
  if (!reason || !reasons.has(reason)) return results.fieldError('password', 'password.guessable')
  return results.fieldError('password', 'password.guessableBecause', { reason: reasons(reason) })
}
