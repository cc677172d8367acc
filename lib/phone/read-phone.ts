import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import { isTextable, isUsable, type Reading, readAbroad, readInternational, readNational } from './reading'

export type PhoneRead =
  | { kind: 'number'; number: PhoneNumber }
  | { kind: 'ambiguous'; numbers: PhoneNumber[] }
  | { kind: 'unusable'; reading: Reading | undefined; isInternational: boolean }

const isValid = (reading: Reading | undefined) => isTextable(reading) || reading?.standing === 'refused'

function international(...readings: (Reading | undefined)[]): PhoneRead {
  const best = readings.find(isValid) ?? readings.find(isUsable) ?? readings[0]
  if (isUsable(best)) return { kind: 'number', number: best.number }
  return { kind: 'unusable', reading: best, isInternational: true }
}

const isWrittenAtHome = ({ number }: Reading, digits: string) => number.formatNational().replace(/\D/g, '') === digits

/** Prefers the country's own mobile numbers. A landline in national format is unambiguous, so no reading remains. */
function besideLandline(national: Reading, digits: string, others: Reading[]): Reading[] {
  const { countryCallingCode } = national.number
  const own = others.filter(({ number }) => number.countryCallingCode === countryCallingCode)
  if (own.length > 0 || isWrittenAtHome(national, digits)) return own
  return [national, ...others]
}

function candidates(digits: string, national: Reading | undefined, others: Reading[]): Reading[] {
  if (national?.standing === 'refused') return besideLandline(national, digits, others)
  const rivals = others.filter(isTextable)
  if (!isTextable(national)) return isUsable(national) ? [national, ...others] : others
  // A Chinese mobile number looks like a North American one with calling code, so rivals must be certainly mobile.
  const isPlain = national.number.getType() === 'MOBILE' && isWrittenAtHome(national, digits)
  return [national, ...(isPlain ? rivals.filter(({ number }) => number.getType() === 'MOBILE') : rivals)]
}

function withoutPlus(
  digits: string,
  country: CountryCode | undefined,
  isServed: (number: PhoneNumber) => boolean,
): PhoneRead {
  const national = country && readNational(digits, country)
  const others = [country && readAbroad(digits, country), readInternational(digits)]
  const all = candidates(digits, national, others.filter(isUsable))
  const served = all.filter(({ number }) => isServed(number))
  const readings = new Map((served.length > 0 ? served : all).map((reading) => [reading.number.number, reading]))
  const [reading, another] = readings.values()
  if (another) return { kind: 'ambiguous', numbers: [...readings.values()].map(({ number }) => number) }
  if (isUsable(reading)) return { kind: 'number', number: reading.number }
  const refused = [national, ...others].find((one) => one?.standing === 'refused')
  const isInternational = refused !== undefined && refused !== national
  return { kind: 'unusable', reading: refused ?? national, isInternational }
}

/**
 * Reads digits entered for a country. `00` means `+` in most countries, so it takes precedence. Other digits have up to
 * three readings: national, with the country's international prefix, and international without plus. Several served
 * readings are ambiguous, since a wrong choice would text a third party.
 */
export function readPhone(
  digits: string,
  country: CountryCode | undefined,
  isServed: (number: PhoneNumber) => boolean,
): PhoneRead {
  if (digits.startsWith('+')) return international(readInternational(digits.replace(/^\+(?:00)?/, '')))
  if (!digits.startsWith('00')) return withoutPlus(digits, country, isServed)
  return international(readInternational(digits.slice(2)), country && readAbroad(digits, country))
}
