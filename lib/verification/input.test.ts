import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costMs } from '@/lib/testing/cost'
import { codeInput, phoneInput, resendInput } from './input'

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

const codeOf = (code: unknown) => {
  const parsed = codeInput.safeParse({ id: ID, code })
  return parsed.success ? parsed.data.code : (parsed.error.issues[0]?.message ?? '')
}

const phoneOf = (phone: unknown) => {
  const parsed = phoneInput.safeParse({ country: 'US', phone })
  return parsed.success ? parsed.data.phone : (parsed.error.issues[0]?.message ?? '')
}

const NO_TEXTS: unknown[] = [undefined, null, 123456, true, ['012345'], { not: '' }, { toString: () => '012345' }]

const MESSAGE = "417275 is your Latchkey code. It expires in 10 minutes. Don't share it.\n\n@localhost #417275"

describe('code input', () => {
  test.each(['012345', '012 345', '012-345', ' 012345 ', '0 1 2 3 4 5', '012‑345', '012–345', '012 345', '012345\n'])(
    'accepts a code with blanks and dashes: %j',
    (typed) => {
      expect(codeOf(typed)).toBe('012345')
    },
  )

  test.each([
    ['a direction mark before it', '\u200e012345'],
    ['isolates around it', '\u2068012345\u2069'],
    ['an embedding around it', '\u202a012345\u202c'],
    ['a zero-width blank in it', '012\u200b345'],
    ['a byte order mark before it', '\ufeff012345'],
    ['keycap marks', '0\ufe0f12345'],
    ['full-width digits', '０１２３４５'],
    ['Arabic digits', '٠١٢٣٤٥'],
    ['Persian digits', '۰۱۲۳۴۵'],
    ['Devanagari digits', '०१२३४५'],
    ['mathematical digits', '𝟎𝟏𝟐𝟑𝟒𝟓'],
    ['full-width digits and an ideographic blank', '０１２　３４５'],
  ])('accepts a code with %s', (_, typed) => {
    expect(codeOf(typed)).toBe('012345')
  })

  test.each([
    MESSAGE,
    MESSAGE.replaceAll('\n', ''),
    MESSAGE.replaceAll('\n', '\r\n'),
    MESSAGE.replace('@localhost', '@192.0.2.17:8443'),
    MESSAGE.replace('It expires', 'Order 123456. It expires'),
    MESSAGE.replace('417275 is', '417 275 is'),
    `Today 10:30\n${MESSAGE}`,
    '417275 is your Latchkey code.',
    'Your code is 417275.',
    'Your code is 417-275, valid 10 minutes.',
    'G-417275 is your code.',
    '10:30 417275 is your code',
    '2026-11-25 417275 is your code',
    'For +44 7400 123456: 417275 is your code.',
    'From +1 202 555 0123: 417275',
    'Pay EUR 250000.00 to Ada with 417275',
    '417275isyourLatchkeycode',
    'رمزك هو ٤١٧٢٧٥.',
    '417275\n417275',
    '417275 417275',
  ])('extracts the code from a pasted message: %j', (typed) => {
    expect(codeOf(typed)).toBe('417275')
  })

  test.each([
    '417275 or 012345',
    '417275 012345',
    '417275\n012345',
    '417 275, then 012-345',
    `${MESSAGE}\n${MESSAGE.replaceAll('417275', '012345')}`,
  ])('rejects a text with several codes: %j', (typed) => {
    expect(codeOf(typed)).toBe('code.several')
  })

  test.each([
    '01234',
    '0123456',
    '0123456 is your code',
    'O12345',
    '01234x',
    '12345.',
    '+12345',
    '1e5',
    '0x1234',
    '012345\0',
    '012\u001b[31m345',
    '2025550123',
    '07400 123456',
    '+44 7400 123456',
    '(202) 555-0123',
    '25.11.2026',
    '100,000.00',
    'It expires in 10 minutes.',
    'no digits at all',
    '½½½½½½',
  ])('rejects a text without a six-digit code: %j', (typed) => {
    expect(codeOf(typed)).toBe('code.digits')
  })

  test.each(['', ' ', ' - ', '\u200e'])('reports a missing code: %j', (typed) => {
    expect(codeOf(typed)).toBe('code.required')
  })

  test.each(NO_TEXTS)('rejects a code that is not a string: %j', (typed) => {
    expect(codeInput.safeParse({ id: ID, code: typed }).success).toBe(false)
  })

  test('returns six digits or an error for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const parsed = codeInput.safeParse({ id: ID, code: typed })
        expect(!parsed.success || /^[0-9]{6}$/.test(parsed.data.code)).toBe(true)
      }),
    )
  })

  test('extracts the code from between any words', () => {
    const words = fc.stringMatching(/^[a-z .!?\n]{0,40}$/)
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6}$/), words, words, (code, before, after) => {
        expect(codeOf(`${before} ${code} ${after}`)).toBe(code)
      }),
    )
  })
})

describe('phone number input', () => {
  test.each([
    '+1 202 555 0123',
    '(202) 555-0123',
    '202.555.0123',
    ' 2025550123 ',
    '+44 (0)7400 123456',
    '(+44) 7400 123456',
  ])('keeps a phone number as entered, except for surrounding blanks: %j', (typed) => {
    expect(phoneOf(typed)).toBe(typed.trim())
  })

  test.each([
    ['letters', '1-800-FLOWERS'],
    ['markup', '<script>+12025550123'],
    ['an extension', '202-555-0123 ext 4'],
    ['an extension as a URL spells it', '+12025550123;ext=4'],
    ['two numbers', '2025550123, 2025550124'],
    ['an extension in a link', 'tel:+12025550123;ext=4'],
    ['a link within a link', 'tel:tel:+12025550123'],
    ['fullwidth letters', '１-８００-ＦＬＯＷＥＲＳ'],
    ['mathematical letters', '+1 202 555 012\ud835\udfd1x'],
    ['a Cyrillic letter for a digit', '2\u041e25550123'],
    ['a raised digit', '+12025550123\u00b2'],
    ['a circled digit', '\u24602025550123'],
    ['a fraction', '202555012\u00bd'],
    ['a keycap', '1\ufe0f\u20e32025550123'],
    ['a control character', '202\u00075550123'],
    ['a NUL', '2025550123\0'],
    ['a line break', '2025550123\n2025550124'],
  ])('rejects a phone number with %s', (_, typed) => {
    expect(phoneOf(typed)).toBe('phone.characters')
  })

  test.each(['+1+2025550123', '++12025550123', '202+5550123', '()', '+', '-'])(
    'rejects a text that cannot be a phone number: %j',
    (typed) => {
      expect(phoneOf(typed)).toBe('phone.invalid')
    },
  )

  test('reports a missing phone number', () => {
    expect(phoneOf('')).toBe('phone.required')
    expect(phoneOf('   ')).toBe('phone.required')
  })

  test.each([
    ['a mark for the direction of writing', '\u202a+12025550123\u202c', '+12025550123'],
    ['an override of the direction', '\u202d(202) 555-0123\u202c', '(202) 555-0123'],
    ['an isolate', '\u2068+1 202 555 0123\u2069', '+1 202 555 0123'],
    ['a zero-width space', '202\u200b5550123', '2025550123'],
    ['a byte order mark', '\ufeff2025550123', '2025550123'],
    ['a variation selector', '\ufe0e202\ufe0f5550123', '2025550123'],
    ['no-break spaces', '+1\u00a0202\u202f555\u20070123', '+1 202 555 0123'],
    ['an ideographic space', '+1\u3000202 555 0123', '+1 202 555 0123'],
    ['a tab from a spreadsheet', '202\t5550123\t', '202 5550123'],
    ['a line break at its end', '+12025550123\r\n', '+12025550123'],
    ['no-break hyphens', '202\u2011555\u20110123', '202-555-0123'],
    ['dashes and a minus', '202\u2013555\u20140123 \u2212', '202-555-0123 -'],
    ["a Japanese keyboard's dashes", '０９０ー１２３４－５６７８', '090-1234-5678'],
    ['full-width signs', '（２０２）５５５．０１２３', '(202)555.0123'],
    ['a full-width plus', '＋１ ２０２ ５５５ ０１２３', '+1 202 555 0123'],
    ['Arabic-Indic digits', '٢٠٢٥٥٥٠١٢٣', '2025550123'],
    ['Persian digits', '۲۰۲۵۵۵۰۱۲۳', '2025550123'],
    ['Devanagari digits', '२०२५५५०१२३', '2025550123'],
    ['mathematical digits', '\ud835\udfd0\ud835\udfce\ud835\udfd05550123', '2025550123'],
    ['the scheme of a link', 'tel:+1-202-555-0123', '+1-202-555-0123'],
    ['the scheme in capitals and a space', 'TEL: +12025550123', '+12025550123'],
  ])('normalizes a phone number that was copied with %s', (_, typed, plain) => {
    expect(phoneOf(typed)).toBe(plain)
    expect(phoneOf(plain)).toBe(plain)
  })

  test('accepts a phone number with many invisible characters', () => {
    expect(phoneOf([...'+12025550123'].join('\u200b\u2060\u200d'))).toBe('+12025550123')
  })

  test('rejects more than 256 characters before normalizing them', () => {
    expect(phoneOf(`${'\u200b'.repeat(246)}2025550123`)).toBe('2025550123')
    expect(phoneOf(`${'\u200b'.repeat(247)}2025550123`)).toBe('phone.long')
  })

  test('limits a phone number to 32 characters', () => {
    expect(phoneOf('1'.repeat(32))).toBe('1'.repeat(32))
    expect(phoneOf('1'.repeat(33))).toBe('phone.long')
  })

  test('reports only the length of an overlong phone number', () => {
    const { error } = phoneInput.safeParse({ country: 'US', phone: '<'.repeat(33) })
    expect(error?.issues.map((issue) => issue.message)).toEqual(['phone.long'])
  })

  test.each(NO_TEXTS)('rejects a phone number that is not a string: %j', (typed) => {
    expect(phoneInput.safeParse({ country: 'US', phone: typed }).success).toBe(false)
  })

  test.each(['us', 'USA', '', 'U', '__', 'ＵＳ', 'US\n'])(
    'rejects a country that is not two capital letters: %j',
    (country) => {
      expect(phoneInput.safeParse({ country, phone: '2025550123' }).success).toBe(false)
    },
  )
})

describe('verification id input', () => {
  test.each(['', 'x', ID.toUpperCase(), `${ID} `, `${ID}\n`, `../${ID}`, `{${ID}}`, ID.replaceAll('-', '')])(
    'rejects an id that is not a canonical UUID: %j',
    (id) => {
      expect(resendInput.safeParse({ id }).success).toBe(false)
    },
  )

  test('accepts a canonical UUID', () => {
    expect(resendInput.safeParse({ id: ID }).success).toBe(true)
  })
})

describe('unknown fields', () => {
  test.each(['role', 'userId', 'constructor', 'toString', '__proto__'])('rejects an unknown field: %s', (name) => {
    const withMore = (fields: object) => Object.fromEntries([...Object.entries(fields), [name, 'x']])
    expect(phoneInput.safeParse(withMore({ country: 'US', phone: '2025550123' })).success).toBe(false)
    expect(codeInput.safeParse(withMore({ id: ID, code: '012345' })).success).toBe(false)
    expect(resendInput.safeParse(withMore({ id: ID })).success).toBe(false)
  })
})

describe('hostile length', () => {
  const MANY = 1_000_000

  test.each(['1', ' ', '-', '(', '+', 'a', '\u200b', '\ufdfa', '１', '😀', '1 ', '+1'])(
    'rejects a million of %j in bounded time',
    (unit) => {
      const text = unit.repeat(MANY)
      expect(phoneInput.safeParse({ country: text, phone: text }).success).toBe(false)
      expect(codeInput.safeParse({ id: text, code: text }).success).toBe(false)
      expect(costMs(() => phoneInput.safeParse({ country: text, phone: text }))).toBeLessThan(50)
      expect(costMs(() => codeInput.safeParse({ id: text, code: text }))).toBeLessThan(50)
    },
  )
})
