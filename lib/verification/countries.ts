import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { env } from '@/lib/env'

export interface CountryOption {
  code: string
  name: string
  callingCode: string
}

function isAllowed(code: CountryCode): boolean {
  const { allowedCountries } = env()
  return allowedCountries === '*' || allowedCountries.includes(code)
}

/** The countries whose numbers we serve, named in the reader's language and sorted as it sorts. */
export function countryOptions(locale: string): CountryOption[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return getCountries()
    .filter(isAllowed)
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: `+${getCountryCallingCode(code)}` }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale))
}

/** The country that an `Accept-Language` header speaks for, if we serve it, else the first that we do. */
export function countryFromLanguages(header: string | null): string {
  const served = getCountries().filter(isAllowed)
  const asked = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((range) => /^\s*[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})\b/i.exec(range)?.[1]?.toUpperCase())
  const found = asked.find((code) => served.some((one) => one === code))
  return found ?? (served.includes('US') ? 'US' : (served[0] ?? 'US'))
}
