import { expect, test } from 'vitest'
import { plainText } from './plain-text'

const ALL_CODE_POINTS = Array.from({ length: 0x11_0000 }, (_, codePoint) => codePoint)
const isDecimalDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint))

test('converts the digits of every numbering system to ASCII', () => {
  const systems = Intl.supportedValuesOf('numberingSystem').map((numberingSystem) => {
    const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
    return { numberingSystem, written: format.format(1_234_567_890) }
  })
  const decimal = systems.filter(({ written }) => /^\p{Nd}{10}$/u.test(written))
  expect(decimal.length).toBeGreaterThan(50)
  for (const { numberingSystem, written } of decimal) {
    expect([numberingSystem, plainText(written)]).toEqual([numberingSystem, '1234567890'])
  }
})

test('leaves no decimal digit outside ASCII, whatever the script', () => {
  const digits = ALL_CODE_POINTS.filter(isDecimalDigit).map((codePoint) => String.fromCodePoint(codePoint))
  expect(digits.length).toBeGreaterThan(600)
  expect(digits.map(plainText).join('')).toMatch(/^[0-9]+$/)
})

test.each([
  ['a direction mark', '\u200e123456'],
  ['a surrounding embedding', '\u202a123456\u202c'],
  ['a surrounding isolate', '\u2066123456\u2069'],
  ['a byte order mark', '\ufeff123456'],
  ['zero-width spaces', '123\u200b456'],
  ['a soft hyphen', '123\u00ad456'],
  ['a word joiner', '123\u2060456'],
  ['variation selectors, as in keycap digits', '1\ufe0f23456\u{e0100}'],
])('removes %s', (_, text) => {
  expect(plainText(text)).toBe('123456')
})
