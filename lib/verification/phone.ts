import parsePhoneNumber, {
  type CountryCode,
  getExampleNumber,
  isSupportedCountry,
  type NumberType,
  type PhoneNumber,
} from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { env } from '@/lib/config/env'
import { countryOfNumber, mobileLengths } from '@/lib/phone/numbering-plan'
import { phoneDigits, plainPhone } from '@/lib/phone/plain-phone'
import { type PhoneRead, readPhone } from '@/lib/phone/read-phone'

export type PhoneProblem =
  | 'phone.ambiguous'
  | 'phone.country'
  | 'phone.invalid'
  | 'phone.landline'
  | 'phone.premium'
  | 'phone.short'
  | 'phone.tollFree'
  | 'phone.type'

export interface PhoneRejection {
  ok: false
  problem: PhoneProblem
  /** ISO 3166: the country whose number it is, or would be. */
  country?: string
  /** Whether it was entered with its calling code rather than for the selected country. */
  isInternational: boolean
  /** Numbers to name in the error message. */
  examples: string[]
}

export type ParsedPhone = { ok: true; phone: string } | PhoneRejection

const problemOfType: Record<NonNullable<NumberType>, PhoneProblem> = {
  // Only a number of no country gets here.
  MOBILE: 'phone.type',
  FIXED_LINE_OR_MOBILE: 'phone.type',
  FIXED_LINE: 'phone.landline',
  PREMIUM_RATE: 'phone.premium',
  SHARED_COST: 'phone.premium',
  TOLL_FREE: 'phone.tollFree',
  PAGER: 'phone.type',
  PERSONAL_NUMBER: 'phone.type',
  UAN: 'phone.type',
  VOICEMAIL: 'phone.type',
  VOIP: 'phone.type',
}

function isServed(number: PhoneNumber): boolean {
  const { allowedCountries } = env()
  const country = countryOfNumber(number)
  return allowedCountries === '*' || (country !== undefined && allowedCountries.includes(country))
}

/**
 * Returns the E.164 form of a number as it was entered, whatever its spelling, or the one thing that is wrong with it. The
 * country that has to be served is the number's own, not the selected one.
 */
export function parsePhone(typed: string, selected: string): ParsedPhone {
  const home = isSupportedCountry(selected) ? selected : undefined
  const digits = phoneDigits(plainPhone(typed))
  if (digits === null) return rejection('phone.invalid', { isInternational: true })
  const read = readPhone(digits, home, isServed)
  if (read.kind === 'ambiguous')
    return rejection('phone.ambiguous', { examples: read.numbers.map((number) => number.formatInternational()) })
  if (read.kind === 'unusable') return unusable(read, home, digits)
  if (!isServed(read.number)) return rejection('phone.country', { country: countryOfNumber(read.number) })
  return { ok: true, phone: read.number.number }
}

const rejection = (problem: PhoneProblem, more: Partial<PhoneRejection> = {}): PhoneRejection => ({
  ok: false,
  problem,
  isInternational: false,
  examples: [],
  ...more,
})

function unusable(
  { reading, isInternational }: PhoneRead & { kind: 'unusable' },
  home: CountryCode | undefined,
  digits: string,
) {
  const number = reading?.number
  const type = number?.getType()
  const country = isInternational ? number && countryOfNumber(number) : home
  if (type) return rejection(problemOfType[type], { country, isInternational })
  const example = country && getExampleNumber(country, examples)
  if (!example) return rejection('phone.invalid', { country, isInternational })
  const length = (number?.nationalNumber ?? digits).length
  const isShort = length < Math.min(...mobileLengths(country))
  const spelled = isInternational ? example.formatInternational() : example.formatNational()
  return rejection(isShort ? 'phone.short' : 'phone.invalid', { country, isInternational, examples: [spelled] })
}

/**
 * Returns the number in full and grouped, for the person who typed it: "(202) 555-0123" where +1 is understood, otherwise
 * with its calling code.
 */
export function formatPhone(phone: string): string {
  const parsed = parsePhoneNumber(phone)
  if (!parsed) return phone
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational()
}

/** Returns a stored number as its own country writes it, with that country, for a form that is filled in again. */
export function asTyped(phone: string): { country: string; phone: string } {
  const parsed = parsePhoneNumber(phone)
  const country = parsed && countryOfNumber(parsed)
  return { country: country ?? 'US', phone: country ? parsed.formatNational() : phone }
}

/** Returns the number's own country (ISO 3166), or an empty text for a number of no country. */
export function countryOf(phone: string): string {
  const parsed = parsePhoneNumber(phone)
  return (parsed && countryOfNumber(parsed)) ?? ''
}
