import { describe, expect, it } from 'vitest'
import { countryOfNumber } from './country-of-number'

const countries = [
  { code: 'CA', callingCode: '+1' },
  { code: 'DE', callingCode: '+49' },
  { code: 'GG', callingCode: '+44' },
  { code: 'US', callingCode: '+1' },
  { code: 'GB', callingCode: '+44' },
]

describe('the country that a number names', () => {
  it('is the main one of those that share a calling code', () => {
    expect(countryOfNumber('+44 7700 900123', 'US', countries)).toBe('GB')
    expect(countryOfNumber('+1 (202) 555-0123', 'DE', countries)).toBe('US')
  })

  it('stays as chosen when the calling code fits it', () => {
    expect(countryOfNumber('+1 416 555 0123', 'CA', countries)).toBe('CA')
  })

  it('is named behind 00 as behind +, in any script, except where 00 can begin a longer prefix', () => {
    expect(countryOfNumber('0049 151', 'US', countries)).toBe('DE')
    expect(countryOfNumber('\u202a٠٠٤٩ 151', 'US', countries)).toBe('DE')
    const korea = { code: 'KR', callingCode: '+82', hasLongPrefix: true }
    expect(countryOfNumber('0049 151', 'KR', [...countries, korea])).toBeNull()
  })

  it('is unknown for a national number and for a calling code that is not served', () => {
    expect(countryOfNumber('202 555 0123', 'US', countries)).toBeNull()
    expect(countryOfNumber('+33 6 12 34 56 78', 'US', countries)).toBeNull()
    expect(countryOfNumber('+4', 'US', countries)).toBeNull()
  })
})
