import parsePhoneNumber, {
  type CountryCode,
  getCountryCallingCode,
  type NumberType,
  type PhoneNumber,
} from 'libphonenumber-js/max'
import { canonical } from './canonical'
import { countryOfNumber, mayBeMobile, withoutInternationalPrefix } from './numbering-plan'

/** FIXED_LINE_OR_MOBILE: countries whose numbering plan does not distinguish them. */
const TEXTABLE: NumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']

export interface Reading {
  number: PhoneNumber
  /** `unclassified`: may be newer than the metadata. `refused`: valid, but cannot receive SMS. */
  standing: 'textable' | 'unclassified' | 'refused' | 'invalid'
}

function standingOf(number: PhoneNumber): Reading['standing'] {
  const type = number.getType()
  if (!type) return mayBeMobile(number) ? 'unclassified' : 'invalid'
  return TEXTABLE.includes(type) && countryOfNumber(number) ? 'textable' : 'refused'
}

function reading(parsed: PhoneNumber | undefined): Reading | undefined {
  if (!parsed) return undefined
  // Parsed again, so that the entered country does not influence the number's own.
  const number = parsePhoneNumber(canonical(parsed).number, { extract: false })
  return number && { number, standing: standingOf(number) }
}

export const readInternational = (digits: string): Reading | undefined =>
  reading(parsePhoneNumber(`+${digits}`, { extract: false }))

export function readAbroad(digits: string, country: CountryCode): Reading | undefined {
  const international = withoutInternationalPrefix(digits, country)
  return international ? readInternational(international) : undefined
}

export function readNational(digits: string, country: CountryCode): Reading | undefined {
  // With a default country, libphonenumber would strip an international prefix here.
  if (withoutInternationalPrefix(digits, country) !== null)
    return readInternational(`${getCountryCallingCode(country)}${digits}`)
  return reading(parsePhoneNumber(digits, { defaultCountry: country, extract: false }))
}

type Textable = Reading & { standing: 'textable' }

export const isTextable = (reading: Reading | undefined): reading is Textable => reading?.standing === 'textable'

export const isUsable = (reading: Reading | undefined): reading is Reading =>
  isTextable(reading) || reading?.standing === 'unclassified'
