import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phoneDigits, plainPhone } from './plain-phone'

describe('plain phone numbers', () => {
  // Some numbering systems, such as tally marks, have no decimal digits.
  const systems = Intl.supportedValuesOf('numberingSystem').map((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false })
    return { system, digits: Array.from({ length: 10 }, (_, digit) => format.format(digit)) }
  })
  const decimal = systems.filter(({ digits }) => digits.every((digit) => /^\p{Nd}$/u.test(digit)))

  test('converts the digits of every numbering system to ASCII', () => {
    expect(decimal.length).toBeGreaterThan(60)
    const wrong = decimal.filter(({ digits }) => plainPhone(digits.join('')) !== '0123456789')
    expect(wrong.map(({ system }) => system)).toEqual([])
  })

  test('preserves the value of every decimal digit of Unicode', () => {
    const all = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character))
    expect(all.length % 10).toBe(0)
    expect(all.map(plainPhone).join('')).toBe('0123456789'.repeat(all.length / 10))
  })

  test('adds no digit for characters other than decimal digits', () => {
    const gained = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) => !/\p{Nd}/u.test(character) && /^[0-9+]*[0-9][0-9+]*$/.test(plainPhone(`+1${character}`).slice(2)),
    )
    expect(gained).toEqual([])
  })

  test.each([
    ['a percent-encoded link', 'tel:%2B1%20202%20555%200123', '+1 202 555 0123'],
    ['a link with a percent-encoded no-break hyphen', 'tel:+1%E2%80%91202-5550123', '+1-202-5550123'],
    ['a link with brackets and dots', 'tel:+1(202)555.0123', '+1(202)555.0123'],
    ['middle dots', '+1 202·555•0123', '+1 202.555.0123'],
    ['a Japanese middle dot', '090・1234･5678', '090.1234.5678'],
    ['square brackets', '[202] 555-0123', '(202) 555-0123'],
    ['tortoise-shell brackets', '〔０９０〕1234-5678', '(090)1234-5678'],
    ['quotation marks from a table', '"+12025550123"', '+12025550123'],
    ['curly quotation marks', '“+1 202 555 0123”', '+1 202 555 0123'],
    ['the apostrophe of a text cell', "'+12025550123", '+12025550123'],
    ['a trailing comma', '+12025550123,', '+12025550123'],
  ])('converts a number pasted with %s to ASCII', (_, copied, plain) => {
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
  ])('phoneDigits rejects pasted text with more than a number: %s', (copied) => {
    expect(phoneDigits(plainPhone(copied))).toBeNull()
  })

  test('normalization is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const plain = plainPhone(text)
        if (phoneDigits(plain) !== null) expect(plainPhone(plain)).toBe(plain)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('phone digits', () => {
  test.each([
    ['+1 (202) 555-0123', '+12025550123'],
    ['(+1) 202.555/0123', '+12025550123'],
  ])('removes punctuation: %s', (plain, digits) => {
    expect(phoneDigits(plain)).toBe(digits)
  })

  test.each(['', '+', '()', '1+2', '++1', '12x3', '12;3', '12,3', '12#', '*12'])('rejects %j', (plain) => {
    expect(phoneDigits(plain)).toBeNull()
  })
})
