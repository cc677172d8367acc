import { expect, test } from 'vitest'
import { segmentsOf } from './segments'

test.each([
  ['a text of the alphabet', 'x'.repeat(160), { encoding: 'GSM-7', segments: 1 }],
  ['one character more', 'x'.repeat(161), { encoding: 'GSM-7', segments: 2 }],
  ['characters that take two places', '€'.repeat(81), { encoding: 'GSM-7', segments: 2 }],
  ['one character outside of the alphabet', `${'x'.repeat(69)}ç`, { encoding: 'UCS-2', segments: 1 }],
  ['and one more after it', `${'x'.repeat(70)}ç`, { encoding: 'UCS-2', segments: 2 }],
  ['digits of another script, which are none of the alphabet', '\u0661', { encoding: 'UCS-2', segments: 1 }],
])('%s is counted as carriers bill it', (_, text, expected) => {
  expect(segmentsOf(text)).toEqual(expected)
})

test('texts that differ in their code alone are told from those that differ in more', () => {
  const texts = ['123456 is it', '000000 is it', '123456 is ît', '12345678 is it']
  expect(texts.map((text) => segmentsOf(text).encoding)).toEqual(['GSM-7', 'GSM-7', 'UCS-2', 'GSM-7'])
})
