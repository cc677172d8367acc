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
  /** Actual or presumed (ISO 3166). */
  country?: string
  isInternational: boolean
  examples: string[]
}

export type ParsedPhone = { ok: true; phone: string } | PhoneRejection

const problemOfType: Record<NonNullable<NumberType>, PhoneProblem> = {
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

/** Returns an entered number in E.164, or why it is rejected. Its own country must be served, not the selected one. */
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

/** Formats an unmasked number: in national format for +1 ("(202) 555-0123"), else with its calling code. */
export function formatPhone(phone: string): string {
  const parsed = parsePhoneNumber(phone)
  if (!parsed) return phone
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational()
}

export function asTyped(phone: string): { country: string; phone: string } {
  const parsed = parsePhoneNumber(phone)
  const country = parsed && countryOfNumber(parsed)
  return { country: country ?? 'US', phone: country ? parsed.formatNational() : phone }
}

/** Returns the number's country (ISO 3166), or an empty string if it has none. */
export function countryOf(phone: string): string {
  const parsed = parsePhoneNumber(phone)
  return (parsed && countryOfNumber(parsed)) ?? ''
}
