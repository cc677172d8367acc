import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { maskPhone } from '@/lib/phone/mask-phone'
import { E164 } from '@/lib/phone/plain-phone'
import { phoneInput } from './input'
import { asTyped, countryOf, formatPhone, parsePhone } from './phone'

const allowing = (...allowedCountries: string[]) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ allowedCountries } as unknown as configuration.Env)

afterEach(() => vi.restoreAllMocks())

/** Validates like the form, then parses. */
function entered(typed: string, country = 'US'): string {
  const input = phoneInput.safeParse({ country, phone: typed })
  if (!input.success) return input.error.issues[0]?.message ?? ''
  const parsed = parsePhone(input.data.phone, country)
  return parsed.ok ? parsed.phone : parsed.problem
}

describe('spellings', () => {
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
  ])('accepts all spellings of a number in %s: %s', (country, phone, spellings) => {
    expect(spellings.map((typed) => entered(typed, country))).toEqual(spellings.map(() => phone))
  })

  const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? [])

  test.each([
    ['its E.164 form', (number: (typeof mobiles)[number]) => number.number],
    ['its international form', (number: (typeof mobiles)[number]) => number.formatInternational()],
    ['its national form', (number: (typeof mobiles)[number]) => number.formatNational()],
    ['00 before its calling code', (number: (typeof mobiles)[number]) => `00${number.number.slice(1)}`],
  ])('accepts the numbers of every country, from %s', (_, spell) => {
    const wrong = mobiles.filter((number) => entered(spell(number), number.country) !== number.number)
    expect(mobiles.length).toBeGreaterThan(200)
    expect(wrong.map((number) => number.number)).toEqual([])
  })
})

describe('international prefixes', () => {
  test.each(['SG', 'HK', 'KR', 'CO', 'BR', 'US', 'DE', 'AU', 'ZZ'])(
    '00 means +, regardless of the selected country: %s',
    (country) => {
      expect(entered('0091 81255 50123', country)).toBe('+918125550123')
      expect(entered('0082 010-1234-5678', country)).toBe('+821012345678')
      expect(entered('0049 151 23456789', country)).toBe('+4915123456789')
      expect(entered('+0049 151 23456789', country)).toBe('+4915123456789')
    },
  )

  test.each([
    ['KR', '001 1 202 555 0123', '+12025550123'],
    ['SG', '001 91 81255 50123', '+918125550123'],
    ['AU', '0011 44 7400 123456', '+447400123456'],
    ['HK', '001 44 7400 123456', '+447400123456'],
    ['US', '011 44 7400 123456', '+447400123456'],
    ['JP', '010 44 7400 123456', '+447400123456'],
    ['RU', '810 44 7400 123456', '+447400123456'],
  ])('accepts the international prefix of %s: %s', (country, typed, phone) => {
    expect(entered(typed, country)).toBe(phone)
  })
})

test('rejects a landline after 00, without another interpretation', () => {
  for (const country of ['SG', 'KR', 'BR', 'GB']) expect(entered('0044 20 7183 8750', country)).toBe('phone.landline')
})

describe('national numbers that receive no SMS', () => {
  test.each([
    ['BR', '(45) 3916-2440', 'phone.landline'],
    ['ES', '954 20 58 17', 'phone.landline'],
    ['NO', '67 71 25 67', 'phone.landline'],
    ['IN', '024827 61113', 'phone.landline'],
    ['GT', '1804 491 8323', 'phone.tollFree'],
    ['CZ', '958 970 280', 'phone.type'],
  ])('rejects a national landline or special number in %s: %s', (country, typed, problem) => {
    expect(entered(typed, country)).toBe(problem)
  })

  test.each([
    ['AU', '298765432', ['+61 2 9876 5432', '+298 76 54 32']],
    ['DE', '3361 2345678', ['+49 3361 2345678', '+33 6 12 34 56 78']],
  ])(
    'rejects a landline without its trunk prefix in %s, instead of reading it as a foreign mobile: %s',
    (country, typed, examples) => {
      expect(parsePhone(typed, country)).toMatchObject({ problem: 'phone.ambiguous', examples })
      allowing(country)
      expect(entered(typed, country)).toBe('phone.landline')
    },
  )

  test('accepts a mobile number with its calling code, even if the digits could be a landline', () => {
    expect(entered('4915123456789', 'DE')).toBe('+4915123456789')
  })
})

describe('ambiguous numbers', () => {
  test.each([
    ['US', '479 555 0123', ['+1 479 555 0123', '+47 95 55 01 23']],
    ['US', '2399812345', ['+1 239 981 2345', '+239 981 2345']],
    ['DE', '151 23456789', ['+49 1512 3456789', '+1 512 345 6789']],
  ])('rejects an ambiguous number in %s, and accepts it with its calling code: %s', (country, typed, examples) => {
    expect(parsePhone(typed, country)).toMatchObject({ problem: 'phone.ambiguous', examples })
    for (const example of examples) expect(entered(example, country)).toBe(`+${example.replace(/\D/g, '')}`)
  })

  test('names both interpretations of an ambiguous number', () => {
    expect(parsePhone('1 551 234 5678', 'MX')).toMatchObject({
      problem: 'phone.ambiguous',
      examples: ['+52 55 1234 5678', '+1 551 234 5678'],
    })
  })

  test('accepts the only interpretation in a served country', () => {
    allowing('MX')
    expect(entered('1 551 234 5678', 'MX')).toBe('+525512345678')
  })

  test('prefers a national mobile number over a foreign number that may be a landline', () => {
    expect(entered('15062345678', 'CN')).toBe('+8615062345678')
    expect(entered('+1 506 234 5678', 'CN')).toBe('+15062345678')
  })
})

describe('mobile prefixes', () => {
  test.each([
    ['AR', ['11 2345 6789', '11 15 2345 6789', '011 15 2345 6789', '9 11 2345 6789'], '+5491123456789'],
    ['AR', ['+54 11 2345 6789', '+54 11 15 2345 6789', '+54 9 11 2345 6789', '54 11 2345 6789'], '+5491123456789'],
    ['MX', ['55 1234 5678', '01 55 1234 5678', '044 55 1234 5678', '045 55 1234 5678'], '+525512345678'],
    ['MX', ['+52 1 55 1234 5678', '+52 55 1234 5678', '52 1 55 1234 5678', '0052 1 55 1234 5678'], '+525512345678'],
    ['AR', ['351 123 4567', '0351 15 123 4567', '+54 351 123 4567', '+54 9 351 123 4567'], '+5493511234567'],
    ['AR', ['+54 9 011 2345 6789', '0054 9 011 2345 6789', '+54 9 (011) 15 2345 6789'], '+5491123456789'],
    ['FR', ['0692 12 34 56', '+33 692 12 34 56', '+33 (0)692 12 34 56', '+262 692 12 34 56'], '+262692123456'],
    ['FR', ['0639 01 23 45', '+33 639 01 23 45', '+262 639 01 23 45'], '+262639012345'],
    ['FR', ['0690 00 12 34', '+33 690 00 12 34', '+590 690 00 12 34'], '+590690001234'],
    ['FR', ['0694 20 12 34', '+33 694 20 12 34', '+594 694 20 12 34'], '+594694201234'],
    ['FR', ['0696 20 12 34', '+33 696 20 12 34', '+596 696 20 12 34'], '+596696201234'],
    ['BR', ['(11) 96123-4567', '011 96123-4567', '+55 11 6123-4567', '+55 11 96123 4567'], '+5511961234567'],
  ])('maps all spellings of a mobile number in %s to one account: %j', (country, spellings, phone) => {
    expect(spellings.map((typed) => entered(typed, country))).toEqual(spellings.map(() => phone))
    expect(spellings.filter((typed) => /^(\+|00)/.test(typed)).map((typed) => entered(typed, 'US'))).toEqual(
      spellings.filter((typed) => /^(\+|00)/.test(typed)).map(() => phone),
    )
  })
})

describe('numbers unknown to the metadata', () => {
  test.each([
    ['US', '861 555 0123', '+18615550123'],
    ['GB', '+1 861 555 0123', '+18615550123'],
    ['US', '(353) 555-0123', '+13535550123'],
  ])('accepts a possible number that the metadata lacks, such as a new area code: %s %s', (country, typed, phone) => {
    expect(entered(typed, country)).toBe(phone)
  })

  test('an unknown number belongs to the main country of its calling code, which must be served', () => {
    expect(countryOf('+18615550123')).toBe('US')
    expect(asTyped('+18615550123')).toEqual({ country: 'US', phone: '(861) 555-0123' })
    allowing('CA')
    expect(parsePhone('861 555 0123', 'CA')).toMatchObject({ problem: 'phone.country', country: 'US' })
  })

  test('an unknown number is ambiguous if another country has such a number', () => {
    expect(parsePhone('457 555 0123', 'US')).toMatchObject({
      problem: 'phone.ambiguous',
      examples: ['+1 457 555 0123', '+45 75 55 01 23'],
    })
  })

  test.each([
    '+1 155 555 0123',
    '+1 861 155 0123',
    '+1 861 911 0123',
    '+1 861 555 012',
    '+1 411 555 0123',
    '+1 911 555 0123',
    '+1 976 555 0123',
    '+1 555 555 0123',
    '+1 295 555 0123',
    '+1 371 555 0123',
    '+262 612 34 56 78',
    '+999 123 456 789',
  ])('rejects an impossible number: %s', (typed) => {
    expect(entered(typed)).toMatch(/^phone\.(invalid|short)$/)
  })
})

describe('copied numbers', () => {
  test.each([
    ['marks of iOS contacts', '\u202a+12025550123\u202c'],
    ['no-break spaces', '+1\u00a0202\u00a0555\u202f0123'],
    ['no-break hyphens', '202\u2011555\u20110123'],
    ['figure dashes and minus signs', '202\u2012555\u22120123'],
    ['full-width characters', '（＋１）２０２５５５０１２３'],
    ['Arabic-Indic digits', '+١٢٠٢٥٥٥٠١٢٣'],
    ['Devanagari digits', '२०२ ५५५ ०१२३'],
    ['a link', 'tel:+1-202-555-0123'],
    ['a link in capitals', 'TEL:+12025550123'],
    ['variation selectors', '2\ufe0f025550123'],
    ['a zero-width space and a soft hyphen', '202\u200b555\u00ad0123'],
    ['a byte-order mark and a line break', '\ufeff+12025550123\r\n'],
    ['a tab', '202\t555\t0123'],
  ])('accepts a copied number with %s', (_, typed) => {
    expect(entered(typed)).toBe('+12025550123')
  })

  const INVISIBLE = ['\u200b', '\u200e', '\u202a', '\u202c', '\u2060', '\ufe0f', '\ufeff', '\u00ad']
  const SPACES = [' ', '\u00a0', '\u2009', '\u202f', '\u3000', '-', '\u2011', '\u2013', '\u2212', '.']
  const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce]

  test('maps any digits, separators and invisible characters to the same number', () => {
    const number = fc.constantFrom('+12025550123', '+447400123456', '+4915123456789', '+5491123456789')
    const decoration = fc.record({
      zero: fc.constantFrom(...ZEROS),
      after: fc.array(fc.constantFrom('', ...INVISIBLE, ...SPACES), { minLength: 16, maxLength: 16 }),
    })
    fc.assert(
      fc.property(number, decoration, (phone, { zero, after }) => {
        const dressed = [...phone].map((character, place) => {
          const digit = character === '+' ? '+' : String.fromCodePoint(zero + Number(character))
          return digit + (place === 0 ? '' : after[place])
        })
        expect(entered(dressed.join(''))).toBe(phone)
      }),
    )
  })
})

describe('mobile numbers of all countries', () => {
  const SELECTED = ['US', 'SG', 'KR', 'DE', 'BR', 'IN', 'CN']
  const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? [])

  test.each([
    ['+', (digits: string) => `+${digits}`],
    ['00', (digits: string) => `00${digits}`],
    ['(+CC)', (digits: string, cc: string) => `(+${cc}) ${digits.slice(cc.length)}`],
  ])('accepts international numbers with %s, regardless of the selected country', (_, spell) => {
    for (const number of numbers) {
      const typed = spell(number.number.slice(1), number.countryCallingCode)
      for (const selected of [String(number.country), ...SELECTED])
        expect({ typed, selected, phone: entered(typed, selected) }).toEqual({ typed, selected, phone: number.number })
    }
  })

  test('without plus, reads mobile numbers of the selected country correctly or rejects them', () => {
    const refused = numbers.filter((number) => {
      const phone = entered(number.number.slice(1), number.country)
      if (phone !== 'phone.ambiguous') expect(phone).toBe(number.number)
      return phone === 'phone.ambiguous'
    })
    expect(refused.length).toBeLessThan(10)
  })

  test('without plus, few foreign numbers are ambiguous, except in countries such as Germany', () => {
    const ambiguous = (selected: string) =>
      numbers.filter(({ number }) => entered(number.slice(1), selected) === 'phone.ambiguous').length
    const counts = Object.fromEntries(['US', 'SG', 'KR', 'DE', 'BR'].map((selected) => [selected, ambiguous(selected)]))
    expect(numbers).toHaveLength(245)
    expect(counts).toEqual({ US: 19, SG: 0, KR: 38, DE: 213, BR: 14 })
  })

  test('separators do not change how a number is read', () => {
    const separator = fc.constantFrom(
      ' ',
      '\u00a0',
      '\u3000',
      '-',
      '\u2011',
      '\u2212',
      '.',
      '\u200b',
      '\u202a',
      '\ufe0f',
    )
    const marks = fc.array(fc.tuple(fc.nat(18), separator), { maxLength: 10 })
    const spelling = fc.tuple(fc.constantFrom(...numbers), fc.constantFrom('+', '00', '')).map(([number, start]) => ({
      country: String(number.country),
      typed: start ? start + number.number.slice(1) : number.formatNational(),
    }))
    fc.assert(
      fc.property(spelling, marks, ({ country, typed }, added) => {
        const characters = [...typed]
        for (const [at, mark] of added) characters.splice(at, 0, mark)
        expect(entered(characters.join(''), country)).toBe(entered(typed, country))
      }),
      { numRuns: 1000 },
    )
  })

  test('without plus, reads foreign mobile numbers correctly or rejects them', () => {
    for (const number of numbers) {
      // North American numbers with their calling code look like Chinese mobile numbers; see above.
      for (const selected of SELECTED.filter((country) => country !== 'CN' || number.countryCallingCode !== '1')) {
        const phone = entered(number.number.slice(1), selected)
        if (E164.test(phone)) expect({ selected, phone }).toEqual({ selected, phone: number.number })
      }
    }
  })
})

describe('stored numbers', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789+() ./-'), minLength: 5, maxLength: 20 })
  const likely = fc
    .tuple(fc.constantFrom('+1202', '+4474001', '+491512', '0151', '+3361', '8', '+54911'), fc.nat(99_999_999))
    .map(([start, rest]) => start + rest)
  const country = fc.constantFrom('US', 'GB', 'DE', 'FR', 'AR', 'IT', 'ZZ')

  test('stores E.164 of at most 15 digits for any input', () => {
    fc.assert(
      fc.property(fc.oneof(digits, likely), country, (typed, chosen) => {
        const phone = entered(typed, chosen)
        expect(phone.startsWith('phone.') || E164.test(phone)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('reads a stored number as itself in any selected country', () => {
    fc.assert(
      fc.property(likely, country, country, (typed, chosen, other) => {
        const phone = entered(typed, chosen)
        fc.pre(E164.test(phone))
        expect(entered(phone, other)).toBe(phone)
      }),
    )
  })

  test('ignores a nonexistent selected country', () => {
    expect(entered('+12025550123', 'ZZ')).toBe('+12025550123')
    expect(entered('2025550123', 'ZZ')).toBe('phone.invalid')
  })
})

describe('rejected numbers', () => {
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
    ['a digit too few', '+1202555012', 'phone.short'],
    ['a number without its area code', '555-0123', 'phone.short'],
    ['a digit too many', '+120255501234', 'phone.invalid'],
    ['two numbers', '2025550123 2025550124', 'phone.invalid'],
    ['two numbers with a slash between', '2025550123/2025550124', 'phone.invalid'],
    ['a digit after the number', '+12025550123 4', 'phone.invalid'],
    ['an emergency number', '911', 'phone.short'],
  ])('rejects %s: %s', (_, typed, problem) => {
    expect(entered(typed)).toBe(problem)
  })

  test.each([
    '202-555-0123 ext. 4',
    '202-555-0123 x4',
    '+12025550123;ext=4',
    'tel:+12025550123;ext=4',
    '+12025550123#4',
    '+12025550123,4',
  ])('rejects an extension: %s', (typed) => {
    const parsed = parsePhone(typed, 'US')
    expect(parsed).toMatchObject({ ok: false })
    expect(entered(typed)).toBe('phone.characters')
  })

  test.each([
    'call +12025550123 now',
    'x+12025550123',
    '+12025550123, +12025550124',
    '+12025550123+12025550124',
    '+1 202 555 0123 / 0124',
    '202555012З',
    '２０２５５５０１２③',
    '202555012²',
    '202555012Ⅳ',
  ])('rejects a number inside other text: %s', (typed) => {
    expect(parsePhone(typed, 'US').ok).toBe(false)
  })
})

describe('served countries', () => {
  test('serves numbers by their own country, not by their calling code', () => {
    allowing('US', 'CA')
    expect(entered('+12025550123')).toBe('+12025550123')
    expect(entered('+16135550123')).toBe('+16135550123')
    for (const caribbean of ['+18095550123', '+18765550123', '8095550123'])
      expect(entered(caribbean)).toBe('phone.country')
  })

  test('distinguishes countries with the same calling code', () => {
    allowing('RU')
    expect(entered('+79123456789', 'RU')).toBe('+79123456789')
    expect(entered('+77011234567', 'RU')).toBe('phone.country')
  })

  test('rejects a number of an unserved country, regardless of the selected country', () => {
    allowing('US')
    expect(entered('07400123456', 'GB')).toBe('phone.country')
    expect(parsePhone('07400123456', 'GB')).toMatchObject({ country: 'GB' })
  })
})

describe('masking', () => {
  test('masks all but calling code and last two digits, and hides the length', () => {
    expect(maskPhone('+12025550123')).toBe('+1 ••• ••• ••23')
    expect(maskPhone('+3725123456')).toBe('+372 ••• ••• ••56')
    expect(maskPhone('+447400123456')).toBe('+44 ••• ••• ••56')
  })

  test('masks all but two digits of any national number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), (subscriber) => {
        const masked = maskPhone(`+1202${subscriber}`)
        expect(masked.replace(/\D/g, '')).toHaveLength('1'.length + 2)
        expect(masked.endsWith(String(subscriber).slice(-2))).toBe(true)
      }),
    )
  })
})

test.each([
  ['+12025550123', '(202) 555-0123'],
  ['+18765550123', '(876) 555-0123'],
  ['+447400123456', '+44 7400 123456'],
  ['+33612345678', '+33 6 12 34 56 78'],
  ['+4915112345678', '+49 1511 2345678'],
])('formats %s in full as %s', (phone, shown) => {
  expect(formatPhone(phone)).toBe(shown)
})

test('returns the country and national format of a stored number', () => {
  expect(asTyped('+12025550123')).toEqual({ country: 'US', phone: '(202) 555-0123' })
  expect(asTyped('+447400123456')).toEqual({ country: 'GB', phone: '07400 123456' })
})
