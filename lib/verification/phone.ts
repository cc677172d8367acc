import parsePhoneNumber, { type CountryCode, type NumberType, type PhoneNumber } from 'libphonenumber-js/max'
import { env } from '@/lib/env'

export type PhoneProblem =
  | 'phone.extension'
  | 'phone.invalid'
  | 'phone.landline'
  | 'phone.premium'
  | 'phone.tollFree'
  | 'phone.type'
  | 'phone.country'

export type ParsedPhone = { ok: true; phone: string } | { ok: false; problem: PhoneProblem; country?: string }

/** What each kind of line means for a text; a kind that numbering plans can't tell apart counts as mobile. */
const lineProblems: Record<NonNullable<NumberType>, PhoneProblem | null> = {
  MOBILE: null,
  FIXED_LINE_OR_MOBILE: null,
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

const parseStrictly = (typed: string, country: string): PhoneNumber | undefined =>
  parsePhoneNumber(typed, { defaultCountry: country as CountryCode, extract: false })

/** `00` is how most of the world dials abroad; where the chosen country dials otherwise it can only mean `+`. */
function parseAsTyped(typed: string, country: string): PhoneNumber | undefined {
  const parsed = parseStrictly(typed, country)
  if (parsed?.isValid() || !typed.startsWith('00')) return parsed
  return parseStrictly(`+${typed.slice(2)}`, country)
}

/**
 * A number as typed (already of plain characters, see input.ts) becomes E.164, whatever its spelling, or the one thing
 * that is wrong with it. The country is the number's own, not its calling code's: +1 809 is not the United States.
 */
export function parsePhone(typed: string, country: string): ParsedPhone {
  const parsed = parseAsTyped(typed, country)
  if (parsed?.ext) return { ok: false, problem: 'phone.extension' }
  if (!parsed?.isValid()) return { ok: false, problem: 'phone.invalid' }
  const type = parsed.getType()
  const problem = type ? lineProblems[type] : null
  if (problem) return { ok: false, problem }
  if (!parsed.country) return { ok: false, problem: 'phone.type' }
  const { allowedCountries } = env()
  if (allowedCountries !== '*' && !allowedCountries.includes(parsed.country))
    return { ok: false, problem: 'phone.country', country: parsed.country }
  return { ok: true, phone: parsed.number }
}

/** How the number's own country spells it, for giving it back to whoever typed it. */
export function asTyped(phone: string): { country: string; phone: string } {
  const parsed = parsePhoneNumber(phone)
  return { country: parsed?.country ?? 'US', phone: parsed?.country ? parsed.formatNational() : phone }
}

/** ISO 3166, of the number itself and not of its calling code; empty where no country has it. */
export const countryOf = (phone: string): string => parsePhoneNumber(phone)?.country ?? ''
