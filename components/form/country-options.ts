import type { CallingCountry } from './country-of-number'

interface Country extends CallingCountry {
  name: string
}

/**
 * Returns the options of a country list as HTML. As elements, 245 of them would make up most of the page's hydration, and
 * be rendered again with every change of the form.
 */
export const countryOptionsHtml = (countries: Country[]): string => countries.map(option).join('')

const option = ({ code, name, callingCode, hasLongPrefix }: Country) =>
  `<option value="${code}"${hasLongPrefix ? ' data-long-prefix' : ''}>${escapeHtml(name)} ${callingCode}</option>`

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Marks an option as selected; an unknown code leaves the HTML as it is. */
export const selectOption = (optionsHtml: string, code: string): string =>
  optionsHtml.replace(`<option value="${code}"`, (found) => `${found} selected`)

/** Reads the countries of a list back from its options. */
export const countriesIn = (select: HTMLSelectElement): CallingCountry[] =>
  [...select.options].map(({ value, text, dataset }) => ({
    code: value,
    callingCode: /\+\d+/.exec(text)?.[0] ?? '',
    hasLongPrefix: 'longPrefix' in dataset,
  }))
