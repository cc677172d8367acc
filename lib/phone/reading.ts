import parsePhoneNumber, {
  type CountryCode,
  getCountryCallingCode,
  type NumberType,
  type PhoneNumber,
} from 'libphonenumber-js/max'
import { canonical } from './canonical'
import { countryOfNumber, mayBeMobile, withoutInternationalPrefix } from './numbering-plan'

/** Where a numbering plan can't tell mobile numbers apart, its numbers count as mobile. */
const TEXTABLE: NumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']

/** One way to understand the digits of a phone number. */
export interface Reading {
  number: PhoneNumber
  /**
   * Whether the number can receive SMS. `unclassified`: the metadata doesn't know, but it may be newer than the metadata.
   * `refused`: the number is valid, and of a kind that can't.
   */
  standing: 'textable' | 'unclassified' | 'refused' | 'invalid'
}

function standingOf(number: PhoneNumber): Reading['standing'] {
  const type = number.getType()
  if (!type) return mayBeMobile(number) ? 'unclassified' : 'invalid'
  return TEXTABLE.includes(type) && countryOfNumber(number) ? 'textable' : 'refused'
}

function reading(parsed: PhoneNumber | undefined): Reading | undefined {
  if (!parsed) return undefined
  // Parsed again, because a number must not have another country by being entered for another.
  const number = parsePhoneNumber(canonical(parsed).number, { extract: false })
  return number && { number, standing: standingOf(number) }
}

/** Reads digits that begin with a calling code. */
export const readInternational = (digits: string): Reading | undefined =>
  reading(parsePhoneNumber(`+${digits}`, { extract: false }))

/** Reads digits that begin with the international prefix of the country that they are dialed in. */
export function readAbroad(digits: string, country: CountryCode): Reading | undefined {
  const international = withoutInternationalPrefix(digits, country)
  return international ? readInternational(international) : undefined
}

/** Reads digits as they are dialed within a country. */
export function readNational(digits: string, country: CountryCode): Reading | undefined {
  // Given the country, libphonenumber would read an international prefix here.
  if (withoutInternationalPrefix(digits, country) !== null)
    return readInternational(`${getCountryCallingCode(country)}${digits}`)
  return reading(parsePhoneNumber(digits, { defaultCountry: country, extract: false }))
}

type Textable = Reading & { standing: 'textable' }

export const isTextable = (reading: Reading | undefined): reading is Textable => reading?.standing === 'textable'

/** Whether the number may receive SMS, as far as the metadata knows. */
export const isUsable = (reading: Reading | undefined): reading is Reading =>
  isTextable(reading) || reading?.standing === 'unclassified'
