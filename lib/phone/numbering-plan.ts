import { type CountryCode, Metadata, type PhoneNumber } from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/max/metadata'

/** What libphonenumber knows of a country's numbers, beyond what its types declare. */
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

/** Rules by calling code that mobile numbers of any range have to follow where the general pattern is far wider. */
const MOBILE_RULES: Record<string, RegExp> = {
  // North America: area code and exchange begin with 2 to 9, neither is a service code such as 911, and no area code is
  // one of those that are reserved.
  '1': /^(?!37|96|.11|555|700|950|976)[2-9][0-8]\d(?!.11)[2-9]\d{6}$/,
  '49': /^1[5-7]/,
  '54': /^9[1-3]\d{9}$/,
  '55': /^[1-9]{2}9\d{8}$/,
  '262': /^6[39]/,
}

/**
 * Returns the number's own country, which its calling code alone does not tell: +1 809 is not the United States. A number
 * that no country of its calling code is known to have counts as the main one's; one of no country has none.
 */
export const countryOfNumber = (number: PhoneNumber): CountryCode | undefined =>
  number.country ?? metadata.country_calling_codes[number.countryCallingCode]?.[0]

/** Returns how many digits a country's mobile numbers have, without the calling code. */
export function mobileLengths(country: CountryCode): number[] {
  const plan = planOf(country)
  const lengths = plan.type('MOBILE')?.possibleLengths() ?? []
  return lengths.length > 0 ? lengths : plan.possibleLengths()
}

const prefixOf = (digits: string, country: CountryCode): string | undefined =>
  new RegExp(`^(?:${planOf(country).IDDPrefix()})`).exec(digits)?.[0]

/** Returns what is left of a number once the country's international prefix (011, 00, 0011, ...) is removed, or null. */
export function withoutInternationalPrefix(digits: string, country: CountryCode): string | null {
  const prefix = prefixOf(digits, country)
  return prefix ? digits.slice(prefix.length) : null
}

/** Whether a country's international prefix can begin with `00` and go on, as Korea's 001 does. */
export const hasLongInternationalPrefix = (country: CountryCode): boolean =>
  Array.from({ length: 10 }, (_, digit) => `00${digit}1`).some(
    (digits) => (prefixOf(digits, country)?.length ?? 0) > '00'.length,
  )

/**
 * Whether a number that the metadata cannot classify may be a mobile number of a range that is newer than the metadata:
 * it has the length of one and fits the country's general pattern.
 */
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
