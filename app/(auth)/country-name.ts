import { DEFAULT_LOCALE } from '@/lib/i18n/locale'

/** A country as its reader calls it. */
export const countryName = (code: string | undefined): string =>
  code ? (new Intl.DisplayNames(DEFAULT_LOCALE, { type: 'region' }).of(code) ?? code) : ''
