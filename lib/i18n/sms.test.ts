import { describe, expect, test } from 'vitest'
import { segmentsOf } from '@/lib/delivery/segments'
import en from './messages/en.json'
import { isSmsTemplate, smsText, SMS_TEMPLATES as TEMPLATES } from './sms'

const LOCALE = 'en'
const WITH_CODE = TEMPLATES.filter((template) => en.sms[template].includes('{code}'))
/** The longest case: a host of 60 characters, and the plural. */
const HOST = `${'verify.'.repeat(7)}example.org`.padStart(60, 'a')
const WORST = { code: '012345', minutes: 10, host: HOST }

/**
 * Parses a message like a browser (WICG sms-one-time-codes, "Parsing"): the last line is `@host #code`, optionally
 * followed by ` @host` of the embedding page.
 */
function parseOriginBound(message: string): { origin: string; code: string; embedded: string | null } | null {
  const line = message.replace(/\r\n?/g, '\n').split('\n').at(-1) ?? ''
  let position = 0
  const marked = (marker: string): string | null => {
    if (line[position] !== marker) return null
    const token = /^[^\t\n\f\r ]*/.exec(line.slice(position + 1))?.[0] ?? ''
    position += 1 + token.length
    return token || null
  }
  const host = marked('@')
  if (host === null || line[position++] !== ' ') return null
  const code = marked('#')
  if (code === null) return null
  const embedded = line[position++] === ' ' ? marked('@') : null
  return { origin: `https://${host}`, code, embedded }
}

test.each([
  ['747723 is your code.\n\n@example.com #747723', { origin: 'https://example.com', code: '747723', embedded: null }],
  ['@example.com #747723 @shop.example', { origin: 'https://example.com', code: '747723', embedded: 'shop.example' }],
  ['something @example.com #747723', null],
  ['#747723 @example.com', null],
  ['@example.com code #747723', null],
  ['@example.com  #747723', null],
  ['@example.com #747723\n', null],
])("the test's parser agrees with the examples of the specification: %j", (message, parsed) => {
  expect(parseOriginBound(message)).toEqual(parsed)
})

/** 3GPP TS 23.038 6.2.1: the default alphabet, one septet each, and its extension table, two each. */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_7_EXTENSION = '\f^{}\\[~]|€'

function septets(text: string): number {
  const each = [...text].map((character) => {
    if (GSM_7.includes(character)) return 1
    if (GSM_7_EXTENSION.includes(character)) return 2
    throw new Error(`not in GSM-7: ${JSON.stringify(character)}`)
  })
  return each.reduce((sum, one) => sum + one, 0)
}

test('the catalog has templates with and without a code', () => {
  expect(WITH_CODE).toEqual(expect.arrayContaining(['signUpCode', 'resetCode']))
  expect(TEMPLATES.length).toBeGreaterThan(WITH_CODE.length)
})

describe.each(WITH_CODE)('template %s', (template) => {
  test.each(['012345', '000000', '999999'])('an SMS with a code ends in a line bound to our host: %s', (code) => {
    const text = smsText(template, LOCALE, { ...WORST, code })
    expect(parseOriginBound(text)).toEqual({ origin: `https://${HOST}`, code, embedded: null })
    expect(text.split('\n').at(-1)).toBe(`@${HOST} #${code}`)
  })

  test('an SMS contains its code only at the start and in the last line', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(text).toMatch(/^012345 /)
    expect(text.match(/\d{6}/g)).toEqual(['012345', '012345'])
  })

  test('an SMS with a code names Latchkey, the lifetime and the advice not to share it', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(text).toContain('Latchkey')
    expect(text).toContain('10 minutes')
    expect(text).toContain("Don't share it")
  })

  test('an SMS uses the singular for one minute', () => {
    expect(smsText(template, LOCALE, { ...WORST, minutes: 1 })).toContain('1 minute.')
  })

  test.each(['code', 'minutes', 'host'])('throws instead of rendering an SMS without its %s', (name) => {
    const rest = Object.fromEntries(Object.entries(WORST).filter(([key]) => key !== name))
    expect(() => smsText(template, LOCALE, rest)).toThrow(name)
  })
})

test('SMS with a code have a different text for each purpose', () => {
  const said = WITH_CODE.map((template) => smsText(template, LOCALE, WORST).split('\n')[0])
  expect(new Set(said).size).toBe(WITH_CODE.length)
})

describe.each(TEMPLATES)('template %s', (template) => {
  test('the longest SMS is one segment of GSM-7', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(septets(text)).toBeLessThanOrEqual(160)
    expect(segmentsOf(text)).toEqual({ encoding: 'GSM-7', segments: 1 })
  })
})

test.each(TEMPLATES.filter((template) => !WITH_CODE.includes(template)))(
  'the template %s has no text that a phone could read as a code',
  (template) => {
    const text = smsText(template, LOCALE, { host: HOST })
    expect(parseOriginBound(text)).toBeNull()
    expect(text).not.toMatch(/\d{4}/)
    expect(text).toContain('Latchkey')
  },
)

test('recognizes only template names of the catalog', () => {
  expect(TEMPLATES.every(isSmsTemplate)).toBe(true)
  expect(['', 'toString', '__proto__', 'constructor', 'sms.signUpCode'].some(isSmsTemplate)).toBe(false)
})
