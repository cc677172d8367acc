import { describe, expect, it } from 'vitest'
import { countryOfNumber } from './country-of-number'

const countries = [
  { code: 'CA', callingCode: '+1' },
  { code: 'DE', callingCode: '+49' },
  { code: 'GG', callingCode: '+44' },
  { code: 'US', callingCode: '+1' },
  { code: 'GB', callingCode: '+44' },
]

describe('the country of a number', () => {
  it('returns the main country of a shared calling code', () => {
    expect(countryOfNumber('+44 7700 900123', 'US', countries)).toBe('GB')
    expect(countryOfNumber('+1 (202) 555-0123', 'DE', countries)).toBe('US')
  })

  it('keeps the selected country if it has the calling code', () => {
    expect(countryOfNumber('+1 416 555 0123', 'CA', countries)).toBe('CA')
  })

  it('reads 00 like + in any script, unless 00 can begin a longer prefix', () => {
    expect(countryOfNumber('0049 151', 'US', countries)).toBe('DE')
    expect(countryOfNumber('\u202a٠٠٤٩ 151', 'US', countries)).toBe('DE')
    const korea = { code: 'KR', callingCode: '+82', hasLongPrefix: true }
    expect(countryOfNumber('0049 151', 'KR', [...countries, korea])).toBeNull()
  })

  it('returns null for a national number and for a calling code that is not served', () => {
    expect(countryOfNumber('202 555 0123', 'US', countries)).toBeNull()
    expect(countryOfNumber('+33 6 12 34 56 78', 'US', countries)).toBeNull()
    expect(countryOfNumber('+4', 'US', countries)).toBeNull()
  })
})
