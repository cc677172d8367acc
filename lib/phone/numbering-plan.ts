import { type CountryCode, Metadata, type PhoneNumber } from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/max/metadata'

interface NumberingPlan {
  IDDPrefix(): string
  nationalNumberPattern(): string
  possibleLengths(): number[]
  type(name: 'MOBILE'): { possibleLengths(): number[] } | undefined
}

function planOf(country: CountryCode): NumberingPlan {
  const selected = new Metadata()
  selected.selectNumberingPlan(country)
  return selected.numberingPlan as unknown as NumberingPlan
}

/** Stricter rules for mobile numbers, by calling code. */
const MOBILE_RULES: Record<string, RegExp> = {
  // NANP: area code and exchange begin with 2 to 9, no service codes such as 911, no reserved area codes.
  '1': /^(?!37|96|.11|555|700|950|976)[2-9][0-8]\d(?!.11)[2-9]\d{6}$/,
  '49': /^1[5-7]/,
  '54': /^9[1-3]\d{9}$/,
  '55': /^[1-9]{2}9\d{8}$/,
  '262': /^6[39]/,
}

/** Returns the number's country, or the calling code's main one if unknown: +1 809 is not the United States. */
export const countryOfNumber = (number: PhoneNumber): CountryCode | undefined =>
  number.country ?? metadata.country_calling_codes[number.countryCallingCode]?.[0]

export function mobileLengths(country: CountryCode): number[] {
  const plan = planOf(country)
  const lengths = plan.type('MOBILE')?.possibleLengths() ?? []
  return lengths.length > 0 ? lengths : plan.possibleLengths()
}

const prefixOf = (digits: string, country: CountryCode): string | undefined =>
  new RegExp(`^(?:${planOf(country).IDDPrefix()})`).exec(digits)?.[0]

export function withoutInternationalPrefix(digits: string, country: CountryCode): string | null {
  const prefix = prefixOf(digits, country)
  return prefix ? digits.slice(prefix.length) : null
}

/** Whether an international prefix of the country starts with `00` and continues, as Korea's 001 does. */
export const hasLongInternationalPrefix = (country: CountryCode): boolean =>
  Array.from({ length: 10 }, (_, digit) => `00${digit}1`).some(
    (digits) => (prefixOf(digits, country)?.length ?? 0) > '00'.length,
  )

/** Whether a number unknown to the metadata may be a mobile number of a newer range, by length and general pattern. */
export function mayBeMobile(number: PhoneNumber): boolean {
  const country = countryOfNumber(number)
  if (!country) return false
  const { nationalNumber, countryCallingCode } = number
  const pattern = new RegExp(`^(?:${planOf(country).nationalNumberPattern()})$`)
  return (
    mobileLengths(country).includes(nationalNumber.length) &&
    pattern.test(nationalNumber) &&
    (MOBILE_RULES[countryCallingCode]?.test(nationalNumber) ?? true)
  )
}
