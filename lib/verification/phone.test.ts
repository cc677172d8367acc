import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/env'
import { maskPhone } from '@/lib/mask-phone'
import { phoneInput } from './input'
import { asTyped, parsePhone } from './phone'

const E164 = /^\+[1-9]\d{6,14}$/

const allowing = (...allowedCountries: string[]) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ allowedCountries } as unknown as configuration.Env)

afterEach(() => vi.restoreAllMocks())

/** As a form takes it: the characters first, then the number. */
function entered(typed: string, country = 'US'): string {
  const input = phoneInput.safeParse({ country, phone: typed })
  if (!input.success) return input.error.issues[0]?.message ?? ''
  const parsed = parsePhone(input.data.phone, country)
  return parsed.ok ? parsed.phone : parsed.problem
}

describe('one number in many spellings', () => {
  test.each([
    [
      'US',
      '+12025550123',
      ['2025550123', '(202) 555-0123', '202.555.0123', '1 202 555 0123', '+1 (202) 555-0123', '0012025550123'],
    ],
    ['GB', '+447400123456', ['07400 123456', '+44 (0)7400 123456', '00447400123456', '+44 7400 123 456', '7400123456']],
    ['US', '+447400123456', ['011 44 7400 123456', '0044 7400 123456', '+44 7400 123456']],
    ['DE', '+4915123456789', ['0151 23456789', '0049 151 23456789', '0151/23456789', '(0151) 23456789']],
    ['IT', '+393123456789', ['312 345 6789', '+39 312 345 6789', '0039 312 345 6789']],
    ['AR', '+5491123456789', ['011 15 2345 6789', '+54 9 11 2345 6789', '+54 11 15 2345 6789']],
    ['RU', '+79123456789', ['8 912 345-67-89', '+7 912 345 67 89']],
  ])('is one number in %s: %s', (country, phone, spellings) => {
    expect(spellings.map((typed) => entered(typed, country))).toEqual(spellings.map(() => phone))
  })

  const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? [])

  test.each([
    ['its E.164 form', (number: (typeof mobiles)[number]) => number.number],
    ['its international form', (number: (typeof mobiles)[number]) => number.formatInternational()],
    ['its national form', (number: (typeof mobiles)[number]) => number.formatNational()],
    ['00 before its calling code', (number: (typeof mobiles)[number]) => `00${number.number.slice(1)}`],
  ])('is one number in every country, from %s', (_, spell) => {
    const wrong = mobiles.filter((number) => entered(spell(number), number.country) !== number.number)
    expect(mobiles.length).toBeGreaterThan(200)
    expect(wrong.map((number) => number.number)).toEqual([])
  })
})

describe('what is stored', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789+() ./-'), minLength: 5, maxLength: 20 })
  const likely = fc
    .tuple(fc.constantFrom('+1202', '+4474001', '+491512', '0151', '+3361', '8', '+54911'), fc.nat(99_999_999))
    .map(([start, rest]) => start + rest)
  const country = fc.constantFrom('US', 'GB', 'DE', 'FR', 'AR', 'IT', 'ZZ')

  test('is E.164 of at most 15 digits, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(digits, likely), country, (typed, chosen) => {
        const phone = entered(typed, chosen)
        expect(phone.startsWith('phone.') || E164.test(phone)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same number when it is entered again, in any country', () => {
    fc.assert(
      fc.property(likely, country, country, (typed, chosen, other) => {
        const phone = entered(typed, chosen)
        fc.pre(E164.test(phone))
        expect(entered(phone, other)).toBe(phone)
      }),
    )
  })

  test('never depends on a country that there is not', () => {
    expect(entered('+12025550123', 'ZZ')).toBe('+12025550123')
    expect(entered('2025550123', 'ZZ')).toBe('phone.invalid')
  })
})

describe('what can take no code is refused with its reason', () => {
  test.each([
    ['a landline', '+442071838750', 'phone.landline'],
    ['a landline', '+33123456789', 'phone.landline'],
    ['a premium number', '+19005550199', 'phone.premium'],
    ['a shared-cost number', '+491805123456', 'phone.premium'],
    ['a toll-free number', '+18005550199', 'phone.tollFree'],
    ['a personal number', '+447012345678', 'phone.type'],
    ['a pager', '+447640123456', 'phone.type'],
    ['a company number', '+443001231234', 'phone.type'],
    ['a mailbox', '+3937929570355', 'phone.type'],
    ['a voice-over-IP number', '+445612345678', 'phone.type'],
    ['a satellite phone', '+870773111632', 'phone.type'],
    ['a number of no country', '+881612345678', 'phone.type'],
    ['a digit too few', '+1202555012', 'phone.invalid'],
    ['a digit too many', '+120255501234', 'phone.invalid'],
    ['two numbers', '2025550123 2025550124', 'phone.invalid'],
    ['two numbers with a slash between', '2025550123/2025550124', 'phone.invalid'],
    ['a digit after the number', '+12025550123 4', 'phone.invalid'],
    ['an emergency number', '911', 'phone.invalid'],
  ])('%s: %s', (_, typed, problem) => {
    expect(entered(typed)).toBe(problem)
  })

  test.each(['202-555-0123 ext. 4', '202-555-0123 x4', '+12025550123;ext=4', 'tel:+12025550123;ext=4'])(
    'an extension, even if the characters were let through: %s',
    (typed) => {
      const parsed = parsePhone(typed, 'US')
      expect(parsed).toMatchObject({ ok: false })
      expect(entered(typed)).toBe('phone.characters')
    },
  )

  test.each(['call +12025550123 now', 'x+12025550123', '+12025550123, +12025550124'])(
    'a number inside other text, which is never picked out of it: %s',
    (typed) => {
      expect(parsePhone(typed, 'US').ok).toBe(false)
    },
  )
})

describe('the countries that are served', () => {
  test("are judged by the number's own country, not by its calling code", () => {
    allowing('US', 'CA')
    expect(entered('+12025550123')).toBe('+12025550123')
    expect(entered('+16135550123')).toBe('+16135550123')
    for (const caribbean of ['+18095550123', '+18765550123', '8095550123'])
      expect(entered(caribbean)).toBe('phone.country')
  })

  test('are told apart where several share a calling code', () => {
    allowing('RU')
    expect(entered('+79123456789', 'RU')).toBe('+79123456789')
    expect(entered('+77011234567', 'RU')).toBe('phone.country')
  })

  test('are not opened by choosing another country in the form', () => {
    allowing('US')
    expect(entered('07400123456', 'GB')).toBe('phone.country')
    expect(parsePhone('07400123456', 'GB')).toMatchObject({ country: 'GB' })
  })
})

describe('a masked number', () => {
  test('shows its calling code and its last two digits, and as many bullets whatever its length', () => {
    expect(maskPhone('+12025550123')).toBe('+1 ••• ••• ••23')
    expect(maskPhone('+3725123456')).toBe('+372 ••• ••• ••56')
    expect(maskPhone('+447400123456')).toBe('+44 ••• ••• ••56')
  })

  test('hides all but two digits of every national number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), (subscriber) => {
        const masked = maskPhone(`+1202${subscriber}`)
        expect(masked.replace(/\D/g, '')).toHaveLength('1'.length + 2)
        expect(masked.endsWith(String(subscriber).slice(-2))).toBe(true)
      }),
    )
  })
})

test('a number is given back as its own country writes it', () => {
  expect(asTyped('+12025550123')).toEqual({ country: 'US', phone: '(202) 555-0123' })
  expect(asTyped('+447400123456')).toEqual({ country: 'GB', phone: '07400 123456' })
})
