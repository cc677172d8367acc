import { expect, test } from 'vitest'
import { countryOptionsHtml, selectOption } from './country-options'

const html = countryOptionsHtml([
  { code: 'AG', name: 'Antigua & <b>Barbuda', callingCode: '+1' },
  { code: 'KR', name: 'South Korea', callingCode: '+82', hasLongPrefix: true },
])

test('names of countries are escaped in the HTML of a country list', () => {
  expect(html).toContain('<option value="AG">Antigua &amp; &lt;b>Barbuda +1</option>')
})

test('a country list marks the countries where 00 can begin a longer prefix', () => {
  expect(html).toContain('<option value="KR" data-long-prefix>South Korea +82</option>')
})

test('a country list selects one country, and none for a code that it does not contain', () => {
  expect(selectOption(html, 'KR')).toContain('<option value="KR" selected data-long-prefix>')
  for (const code of ['DE', 'AG"', '$&', 'undefined']) expect(selectOption(html, code)).toBe(html)
})
