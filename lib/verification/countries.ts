import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { env } from '@/lib/config/env'
import { hasLongInternationalPrefix } from '@/lib/phone/numbering-plan'

export interface CountryOption {
  code: string
  name: string
  callingCode: string
  /** Whether `00` may begin a longer international prefix, such as 001 in Korea. */
  hasLongPrefix?: true
}

function isAllowed(code: CountryCode): boolean {
  const { allowedCountries } = env()
  return allowedCountries === '*' || allowedCountries.includes(code)
}

export function countryOptions(locale: string): CountryOption[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return getCountries()
    .filter(isAllowed)
    .map((code) => ({
      code,
      name: names.of(code) ?? code,
      callingCode: `+${getCountryCallingCode(code)}`,
      // Omitted if false, since the list is sent with the page.
      ...(hasLongInternationalPrefix(code) && { hasLongPrefix: true as const }),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale))
}

/** CLDR has no likely country for Latin America (es-419); Mexico has the most Spanish speakers. */
const COUNTRY_OF_REGION: Record<string, string> = { '419': 'MX' }

function localesIn(header: string): Intl.Locale[] {
  const tags = header.slice(0, 200).split(',')
  return tags.flatMap((tag) => {
    const name = /^\s*([a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?)\b/i.exec(tag)?.[1]
    return name ? new Intl.Locale(name) : []
  })
}

/** Returns the first served country of `Accept-Language`: for each language, explicit regions before likely ones. */
export function countryFromLanguages(header: string | null): string {
  const served = getCountries().filter(isAllowed)
  const locales = localesIn(header ?? '')
  const languages = [...new Set(locales.map(({ language }) => language))]
  const regions = languages.flatMap((language) => {
    const same = locales.filter((locale) => locale.language === language)
    return [...same.map(({ region }) => region), ...same.map((locale) => locale.maximize().region)]
  })
  const countries = regions.map((region = '') => COUNTRY_OF_REGION[region] ?? region)
  const found = countries.find((code) => served.some((one) => one === code))
  return found ?? (served.includes('US') ? 'US' : (served[0] ?? 'US'))
}
