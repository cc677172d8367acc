import { expect, test } from 'vitest'
import { segmentsOf } from './segments'

test.each([
  ['160 GSM-7 characters', 'x'.repeat(160), { encoding: 'GSM-7', segments: 1 }],
  ['161 GSM-7 characters', 'x'.repeat(161), { encoding: 'GSM-7', segments: 2 }],
  ['GSM-7 characters that take two septets', '€'.repeat(81), { encoding: 'GSM-7', segments: 2 }],
  ['70 characters with one outside GSM-7', `${'x'.repeat(69)}ç`, { encoding: 'UCS-2', segments: 1 }],
  ['71 characters with one outside GSM-7', `${'x'.repeat(70)}ç`, { encoding: 'UCS-2', segments: 2 }],
  ['digits of another script', '\u0661', { encoding: 'UCS-2', segments: 1 }],
])('counts billed segments: %s', (_, text, expected) => {
  expect(segmentsOf(text)).toEqual(expected)
})

test('shares cached results only between texts that differ in their digits', () => {
  const texts = ['123456 is it', '000000 is it', '123456 is ît', '12345678 is it']
  expect(texts.map((text) => segmentsOf(text).encoding)).toEqual(['GSM-7', 'GSM-7', 'UCS-2', 'GSM-7'])
})
