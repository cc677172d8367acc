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

/** Whether these are the digits that the country itself writes for one of its mobile numbers. */
const isMobileAtHome = ({ number }: Reading, digits: string) =>
  number.getType() === 'MOBILE' && number.formatNational().replace(/\D/g, '') === digits

/** Returns the readings that may be meant, of which only one may be left to text it. */
function candidates(digits: string, national: Reading | undefined, others: (Reading | undefined)[]): Reading[] {
  const rivals = others.filter(isTextable)
  if (!isTextable(national)) return [national, ...others].filter(isUsable)
  // China's mobile numbers have the form of North America's behind its calling code, where nothing marks a mobile number.
  if (!isMobileAtHome(national, digits)) return [national, ...rivals]
  return [national, ...rivals.filter(({ number }) => number.getType() === 'MOBILE')]
}

function withoutPlus(digits: string, country: CountryCode | undefined, isServed: (number: PhoneNumber) => boolean) {
  const national = country && readNational(digits, country)
  const others = [country && readAbroad(digits, country), readInternational(digits)]
  const all = candidates(digits, national, others).map(({ number }) => number)
  const served = all.filter(isServed)
  const numbers = [...new Map((served.length > 0 ? served : all).map((number) => [number.number, number])).values()]
  const [number, another] = numbers
  if (number) return another ? ({ kind: 'ambiguous', numbers } as const) : ({ kind: 'number', number } as const)
  const refused = [national, ...others].find((reading) => reading?.standing === 'refused')
  const isInternational = refused !== undefined && refused !== national
  return { kind: 'unusable', reading: refused ?? national, isInternational } as const
}

/**
 * Reads the digits of a phone number, with or without `+`, entered for a country. `00` is how most of the world writes
 * `+`, so what is valid behind it is meant; after that counts the country's own international prefix, which can begin with
 * 00. Anything else has up to three readings: national, with the country's international prefix, and international with the
 * plus forgotten. If several may receive SMS and are served, none is chosen: a wrong guess would text a stranger.
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
