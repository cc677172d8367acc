import type { FormResults } from '@/app/_shared/form-action'
import type { FormState } from '@/components/form/form-state'
import { DEFAULT_LOCALE } from '@/lib/i18n/locale'
import type { PhoneRejection } from '@/lib/verification/phone'

type Key = Parameters<FormResults<unknown>['fieldError']>[1]

/** No account has such a number. At sign-in, a national one was probably entered with the wrong country selected. */
const ofOtherCountry: Key[] = ['phone.landline', 'phone.premium', 'phone.tollFree', 'phone.type']

function keyOf({ problem, country, isInternational }: PhoneRejection, isSignIn: boolean): Key {
  if (isSignIn && !isInternational && ofOtherCountry.includes(problem)) return 'phone.otherCountry'
  if (problem !== 'phone.invalid' || !country) return problem
  return isInternational ? 'phone.invalidCode' : 'phone.invalidIn'
}

const countryName = (code: string | undefined): string =>
  code ? (new Intl.DisplayNames(DEFAULT_LOCALE, { type: 'region' }).of(code) ?? code) : ''

/** Returns a form's state with the error message for a rejected phone number at its field. */
export function phoneError<T extends { phone: string }>(
  results: FormResults<T>,
  rejected: PhoneRejection,
  { isSignIn = false } = {},
): FormState<T> {
  const [first = '', second = ''] = rejected.examples
  return results.fieldError('phone', keyOf(rejected, isSignIn), {
    country: countryName(rejected.country),
    first,
    second,
  })
}
