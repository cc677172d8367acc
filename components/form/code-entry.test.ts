import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editCode, pasteCode } from './code-entry'

const MESSAGE = "417275 is your Latchkey code. It expires in 10 minutes. Don't share it.\n\n@localhost #417275"

/** Types the characters one by one at the end of the field. */
const type = (keys: string, value = '') => [...keys].reduce((held, key) => editCode(held, held + key).value, value)

describe('typing into the code field', () => {
  test.each([
    ['stops at six digits', '1234567', '123456'],
    ['drops letters', '12ab34', '1234'],
    ['drops blanks and dashes', '123 45-6', '123456'],
    ['accepts digits of every script', '١٢３4', '1234'],
    ['drops format characters', '\u200e12\u200b3', '123'],
  ])('typing %s', (_, keys, value) => {
    expect(type(keys)).toBe(value)
  })

  test('typing a seventh digit at any position leaves a complete code unchanged', () => {
    for (let at = 0; at <= 6; at++) {
      expect(editCode('123456', `${'123456'.slice(0, at)}9${'123456'.slice(at)}`).value).toBe('123456')
    }
  })

  test('typing deletes and replaces digits', () => {
    expect(editCode('123456', '12345').value).toBe('12345')
    expect(editCode('123456', '').value).toBe('')
    expect(editCode('123456', '7').value).toBe('7')
  })
})

describe('pasting into the code field', () => {
  test.each([
    ['the code', '417275'],
    ['the code with a blank', '417 275'],
    ['the code with a dash', '417-275'],
    ['the code with a direction mark', '\u200e417275'],
    ['the code in Arabic digits', '٤١٧٢٧٥'],
    ['the whole message', MESSAGE],
    ['the whole message on one line', MESSAGE.replaceAll('\n', '')],
  ])('pasting %s replaces the content of the field', (_, pasted) => {
    for (const before of ['', '12', '123456']) expect(pasteCode(before, pasted)).toEqual({ value: '417275' })
    expect(editCode('', pasted)).toEqual({ value: '417275' })
  })

  test.each([
    ['two codes', '417275 or 123456', 'code.several'],
    ['no digits', 'Your message is on its way', 'code.notFound'],
    ['too few digits in a sentence', 'It expires in 10 minutes', 'code.notFound'],
    ['a phone number', '+1 202 555 0123', 'code.notFound'],
    ['only invisible characters', '\u200e', 'code.notFound'],
  ])('pasting %s changes nothing and reports why', (_, pasted, problem) => {
    for (const before of ['', '12', '123456']) expect(pasteCode(before, pasted)).toEqual({ value: before, problem })
  })

  test('pasting the parts of a code joins them', () => {
    expect(pasteCode('', '417')).toEqual({ value: '417' })
    expect(pasteCode('417', '275')).toEqual({ value: '417275' })
  })
})

test('the code field holds at most six ASCII digits after any input', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 })), (texts) => {
      let value = ''
      for (const text of texts) {
        value = editCode(value, value + text).value
        expect(value).toMatch(/^[0-9]{0,6}$/)
        value = pasteCode(value, text).value
        expect(value).toMatch(/^[0-9]{0,6}$/)
      }
    }),
  )
})
