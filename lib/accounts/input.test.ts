import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costMs } from '@/lib/testing/cost'
import { codePoints } from './code-points'
import { newAccountInput, newPasswordInput, signInInput } from './input'

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const SOUND = 'twelve purple giraffes'

const complaint = (password: unknown) => {
  const parsed = newPasswordInput.safeParse({ id: ID, password })
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '')
}

const nameOf = (name: unknown) => {
  const parsed = newAccountInput.safeParse({ id: ID, password: SOUND, name })
  return parsed.success ? parsed.data.name : (parsed.error.issues[0]?.message ?? '')
}

describe('new password input', () => {
  test.each([
    ['letters', 'a'],
    ['emoji, each one character though two units', '😀'],
    ['letters outside the first plane', '𝒜'],
    ['accents that compose into one', 'e\u0301'],
    ['blanks', ' '],
  ])('requires 15 code points in a new password: %s', (_, character) => {
    expect(complaint(character.repeat(14))).toBe('password.short')
    expect(complaint(character.repeat(15))).toBeNull()
  })

  test.each(['a', '😀', 'e\u0301'])('limits a password to 256 code points: %s', (character) => {
    expect(complaint(character.repeat(64))).toBeNull()
    expect(complaint(character.repeat(256))).toBeNull()
    expect(complaint(character.repeat(257))).toBe('password.long')
  })

  test.each([
    'aaaaaaaaaaaaaaa',
    '123456789012345',
    'ALL CAPITALS HERE',
    'пароль из многих слов',
    '   leading and trailing   ',
  ])('requires no mixture of character classes: %j', (password) => {
    expect(complaint(password)).toBeNull()
  })

  test('does not change a password: keeps blanks and case', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 15, maxLength: 60 }), (password) => {
        const parsed = newPasswordInput.safeParse({ id: ID, password })
        fc.pre(parsed.success)
        expect(parsed.data?.password).toBe(password)
      }),
    )
  })

  test.each([
    ['a NUL, which would cut it short elsewhere', `${SOUND}\0more`],
    ['half a character at its end', `${SOUND}\ud83d`],
    ['half a character in its middle', `\ude00${SOUND}`],
  ])('rejects a new password with %s', (_, password) => {
    expect(complaint(password)).toBe('password.characters')
  })

  test('reports a missing password', () => {
    expect(complaint('')).toBe('password.required')
  })

  test.each([undefined, null, 1, [SOUND], { not: '' }])('rejects a password that is not a string: %j', (password) => {
    expect(newPasswordInput.safeParse({ id: ID, password }).success).toBe(false)
  })
})

test('counts the code points of the composed spelling', () => {
  expect(codePoints('e\u0301')).toBe(1)
  expect(codePoints('😀e\u0301')).toBe(2)
  expect(codePoints('')).toBe(0)
})

describe('sign-in password input', () => {
  const accepts = (password: unknown) => signInInput.safeParse({ country: 'US', phone: '2025550123', password }).success

  test('accepts a short password at sign-in', () => {
    expect(accepts('x')).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['a NUL', 'x\0'],
    ['half a character', 'x\ud83d'],
    ['more than any password has', 'x'.repeat(513)],
  ])('rejects a password at sign-in with %s', (_, password) => {
    expect(accepts(password)).toBe(false)
  })
})

describe('name input', () => {
  test.each([
    'Ada',
    'Ada Lovelace',
    "O'Brien",
    'Jean-Luc',
    'Sammy Davis, Jr.',
    'X Æ A-12',
    '李小龍',
    'Ólafur Þór',
    'María ❤️',
    '辻\u{e0100}',
    '葛\u{e0101}城',
    'علی\u200cرضا',
    'ක්\u200dරි',
    'രാജന്\u200d',
    'രാജന്\u200d നായര്\u200d',
    'ᠰᠠᠷ\u180e\u1820',
    'মৃত্\u200cযু',
    'र\u094d\u200dय',
    'שְׁלֹמֹה',
    'Ọ̀ṣun',
    'x̌ʷay̓',
    'བསྒྲུབས',
    '👩🏽‍🚀 Ada',
    '👩‍❤️‍👩',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈 Sam',
    'Nia 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '🇧🇷 Ana',
    'Ann 1️⃣',
  ])('accepts the name %s', (name) => {
    expect(nameOf(name)).toBe(name)
  })

  test.each([
    ['blanks', '  Ada  '],
    ['a line break', 'Ada\n'],
    ['a no-break blank', '\u00a0Ada\u3000'],
    ['direction marks', '\u200eAda\u200f'],
    ['an embedding', '\u202bAda\u202c'],
    ['an isolate', '\u2068Ada\u2069'],
    ['a byte order mark', '\ufeffAda'],
    ['zero-width blanks and joiners', '\u200b\u200dAda\u200d\u200b'],
    ['a word joiner and blanks in turn', ' \u2060 Ada \u2060 '],
  ])('trims %s from a name', (_, name) => {
    expect(nameOf(name)).toBe('Ada')
  })

  test('stores a name in its composed spelling', () => {
    expect(nameOf('Zoe\u0308')).toBe('Zoë')
  })

  test.each(['', '   ', '\u200d', '\u200e \u200f'])('reports a missing name: %j', (name) => {
    expect(nameOf(name)).toBe('name.required')
  })

  test.each([
    ['letters', 'a'],
    ['letters outside the first plane', '𝒜'],
    ['emoji', '😀'],
    ['accents that compose into one', 'e\u0301'],
    ['letters of three signs that compose into one', 'a\u0302\u0301'],
  ])('limits a name to 80 code points: %s', (_, character) => {
    expect(nameOf(character.repeat(80))).toBe(character.normalize('NFC').repeat(80))
    expect(nameOf(character.repeat(81))).toBe('name.long')
  })

  test.each([
    ['a NUL', 'Ada\0'],
    ['a line break, which could write a line of an SMS', 'Ada\n@evil.example #000000'],
    ['a line separator', 'Ada\u2028x'],
    ['a right-to-left override', 'Ada\u202egnp.exe'],
    ['an isolate of directions', 'Ada\u2066x'],
    ['a zero-width blank', 'A\u200bda'],
    ['an escape sequence of a terminal', 'Ada\u001b[31m'],
    ['half a character', 'Ada\ud83d'],
    ['a private-use character', 'Ada\ue000'],
    ['a variation selector of nothing', '\ufe0f'],
    ['a row of variation selectors, which can hide a text', 'Ada\ufe0f\ufe0f'],
    ['two joiners in a row', 'علی\u200c\u200cرضا'],
    ['tags that are no flag', 'Ada\u{e0061}\u{e0062}'],
    ['nothing but a filler that shows as a blank', '\u3164'],
    ['nothing but an empty Braille cell', '\u2800'],
    ['a pile of accents, which runs into other lines', `A${'\u0323\u0301\u0336\u0302\u0307'}da`],
    ['a pile of accents of which some compose', `e${'\u0301'.repeat(5)}`],
    ['an accent of nothing at its start', '\u0301Ada'],
    ['a vowel sign of nothing at its start', '\u093fनरेन्द्र'],
    ['a joiner between Latin letters, which hides a difference', 'A\u200dda'],
    ['a non-joiner between Cyrillic letters', 'А\u200cда'],
    ['a variation selector of a Latin letter', 'A\ufe0fda'],
    ['a vowel separator outside Mongolian', 'A\u180eda'],
    ['two joiners behind a sign without vowel', 'രാജന്\u200d\u200d നായര്'],
    ['a replacement character', 'A\ufffdda'],
    ['an object replacement', 'Ada \ufffc'],
    ['an annotation mark', 'A\ufff9da'],
    ['a noncharacter', 'Ada\uffff'],
    ['a mark of direction between its letters', 'A\u061cda'],
  ])('rejects a name with %s', (_, name) => {
    expect(nameOf(name)).toBe('name.characters')
  })

  test('an accepted name never begins or ends with an invisible character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const parsed = newAccountInput.safeParse({ id: ID, password: SOUND, name: typed })
        fc.pre(parsed.success)
        expect(parsed.data?.name).toMatch(/^[^\s\p{Cf}\p{Cc}].*$/u)
        expect(parsed.data?.name).toBe(parsed.data?.name.trim().normalize('NFC'))
      }),
    )
  })
})

test.each(['role', 'userId', 'phone', '__proto__', 'constructor'])('rejects an unknown field: %s', (field) => {
  const fields = { id: ID, name: 'Ada', password: SOUND }
  expect(newAccountInput.safeParse(fields).success).toBe(true)
  expect(newAccountInput.safeParse(Object.fromEntries([...Object.entries(fields), [field, 'OPERATOR']])).success).toBe(
    false,
  )
})

describe('hostile length', () => {
  test.each(['a', 'e\u0301', '😀', ' ', '\u200b', '\ud83d'])('rejects a million of %j in bounded time', (unit) => {
    const text = unit.repeat(1_000_000)
    const account = { id: ID, name: text, password: text }
    expect(newAccountInput.safeParse(account).success).toBe(false)
    expect(costMs(() => newAccountInput.safeParse(account))).toBeLessThan(50)
    expect(costMs(() => signInInput.safeParse({ country: text, phone: text, password: text }))).toBeLessThan(50)
  })
})
