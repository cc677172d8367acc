import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test, vi } from 'vitest'
import { smsText } from './sms'
import { smsValue } from './sms-value'

// A template with user input, such as one about a payment.
vi.mock('./messages/en.json', () => ({
  default: { sms: { signUpCode: '{code} pays {payee} from {payer}. Never share it.\n\n@{host} #{code}' } },
}))

const VALUES = { code: '012345', minutes: 10, host: 'id.example.com' }
const textWith = (payee: string, payer = 'Ada') => smsText('signUpCode', 'en', VALUES, { payee, payer })

describe('user input in an SMS', () => {
  test.each([
    ['an origin-bound line for another site', 'Bob\n\n@evil.example #000000', 'Bob evil.example 000000'],
    ['line breaks of every kind', 'a\r\nb\u0085c\u2028d\u2029e\vf\fg', 'a b c d e f g'],
    ['bidirectional control characters', 'a\u202eb\u2066c\u200fd', 'a b c d'],
    ['invisible characters', 'a\u200bb\ufeffc\0d', 'a b c d'],
    ['accented letters outside GSM-7', 'Łukasz Nováková Ştefan', '?ukasz Novakova Stefan'],
    ['accented letters in GSM-7', 'Zoë Müller é è ñ', 'Zoe Müller é è ñ'],
    ['typographic quotes and dashes', '“Ann’s” – shop', '?Ann?s? ? shop'],
    ['compatibility forms of @ and #', 'Bob﹫evil＠evil ＃1﹟2', 'Bobevilevil 12'],
    ['emoji', 'Bob 😀', 'Bob ?'],
    ['a text that is too long', 'x'.repeat(100), 'x'.repeat(24)],
    ['characters of two septets each', '€'.repeat(100), '€'.repeat(12)],
    ['placeholders', '{code} {host}', '{code} {host}'],
    ['markup', '<b>Bob</b>', '<b>Bob</b>'],
  ])('makes user input safe for an SMS: %s', (_, written, harmless) => {
    const text = textWith(written)
    expect([smsValue(written, 24), text.split('\n')]).toEqual([
      expect.stringMatching(/./),
      [`012345 pays ${smsValue(written, 24)} from Ada. Never share it.`, '', '@id.example.com #012345'],
    ])
    expect(harmless).toBe(smsValue(written, 24))
  })

  test('user input never changes the last line or makes an SMS longer than one GSM-7 segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), (payee, payer) => {
        const text = textWith(payee, payer)
        const { encodingName, segmentsCount } = new SegmentedMessage(text)
        expect({ encodingName, segmentsCount }).toEqual({ encodingName: 'GSM-7', segmentsCount: 1 })
        expect(text.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(3)
        expect(text.endsWith('\n\n@id.example.com #012345')).toBe(true)
        expect(text.match(/[@#]/g)).toEqual(['@', '#'])
      }),
      { numRuns: 500 },
    )
  })
})
