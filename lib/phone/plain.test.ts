import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phoneDigits, plainPhone } from './plain'

describe('a plain phone number', () => {
  // Tally marks and the like have no decimal digits; `arabext` and its kind do.
  const systems = Intl.supportedValuesOf('numberingSystem').map((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false })
    return { system, digits: Array.from({ length: 10 }, (_, digit) => format.format(digit)) }
  })
  const decimal = systems.filter(({ digits }) => digits.every((digit) => /^\p{Nd}$/u.test(digit)))

  test('has ASCII digits, whichever script it was written in', () => {
    expect(decimal.length).toBeGreaterThan(60)
    const wrong = decimal.filter(({ digits }) => plainPhone(digits.join('')) !== '0123456789')
    expect(wrong.map(({ system }) => system)).toEqual([])
  })

  test('has the value of every decimal digit of Unicode', () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character))
    expect(all.length % 10).toBe(0)
    expect(all.map(plainPhone).join('')).toBe('0123456789'.repeat(all.length / 10))
  })

  test('gains no digit from a character that is no decimal digit', () => {
    const gained = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) => !/\p{Nd}/u.test(character) && /^[0-9+]*[0-9][0-9+]*$/.test(plainPhone(`+1${character}`).slice(2)),
    )
    expect(gained).toEqual([])
  })

  test.each([
    ['a percent-encoded link', 'tel:%2B1%20202%20555%200123', '+1 202 555 0123'],
    ['a link with a percent-encoded no-break hyphen', 'tel:+1%E2%80%91202-5550123', '+1-202-5550123'],
    ['a link with brackets and dots', 'tel:+1(202)555.0123', '+1(202)555.0123'],
    ['dots in the middle of the line', '+1 202·555•0123', '+1 202.555.0123'],
    ['a Japanese middle dot', '090・1234･5678', '090.1234.5678'],
    ['square brackets', '[202] 555-0123', '(202) 555-0123'],
    ['tortoise-shell brackets', '〔０９０〕1234-5678', '(090)1234-5678'],
    ['quotation marks of a table', '"+12025550123"', '+12025550123'],
    ['curly quotation marks', '“+1 202 555 0123”', '+1 202 555 0123'],
    ['the mark of a text cell', "'+12025550123", '+12025550123'],
    ['a comma behind it', '+12025550123,', '+12025550123'],
  ])('has nothing but ASCII when it was copied with %s', (_, copied, plain) => {
    expect(plainPhone(copied)).toBe(plain)
  })

  test.each([
    'tel:+1202555012%C2%B2',
    'tel:+12025550123%3Bext=4',
    'tel:+12025550123%2C4',
    'tel:+12025550123%0A13035550133',
    'tel:+1202555%',
    'tel:%252B12025550123',
    '%2B12025550123',
    '+12025550123, +12025550124',
    '"+12025550123";4',
  ])('has no digits that can be read when it holds more than a number: %s', (copied) => {
    expect(phoneDigits(plainPhone(copied))).toBeNull()
  })

  test('stays as it is when it is normalized again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const plain = plainPhone(text)
        if (phoneDigits(plain) !== null) expect(plainPhone(plain)).toBe(plain)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the digits of a phone number', () => {
  test.each([
    ['+1 (202) 555-0123', '+12025550123'],
    ['(+1) 202.555/0123', '+12025550123'],
  ])('are left when punctuation is removed: %s', (plain, digits) => {
    expect(phoneDigits(plain)).toBe(digits)
  })

  test.each(['', '+', '()', '1+2', '++1', '12x3', '12;3', '12,3', '12#', '*12'])('are none in %j', (plain) => {
    expect(phoneDigits(plain)).toBeNull()
  })
})
