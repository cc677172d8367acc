import { describe, expect, test } from 'vitest'
import { segmentsOf } from '@/lib/delivery/segments'
import en from './messages/en.json'
import { isSmsTemplate, smsText, SMS_TEMPLATES as TEMPLATES } from './sms'

const LOCALE = 'en'
const WITH_CODE = TEMPLATES.filter((template) => en.sms[template].includes('{code}'))
/** As long as it gets: a host of 60 characters, and the plural. */
const HOST = `${'verify.'.repeat(7)}example.org`.padStart(60, 'a')
const WORST = { code: '012345', minutes: 10, host: HOST }

/**
 * What a browser makes of a message (WICG sms-one-time-codes, "Parsing"): only the last line counts; it begins with @ and
 * the host; exactly one blank, then # and the code; more after another blank would name a host that embeds the page.
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
])('the parser of these tests reads the examples of the specification as it does: %j', (message, parsed) => {
  expect(parseOriginBound(message)).toEqual(parsed)
})

/** 3GPP TS 23.038 6.2.1: the default alphabet, a septet each, and its extension table, two each. */
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

test('there is a template with a code, and one without', () => {
  expect(WITH_CODE).toEqual(expect.arrayContaining(['signUpCode', 'resetCode']))
  expect(TEMPLATES.length).toBeGreaterThan(WITH_CODE.length)
})

describe.each(WITH_CODE)('the text %s', (template) => {
  test.each(['012345', '000000', '999999'])('is bound to our host by its last line, also with the code %s', (code) => {
    const text = smsText(template, LOCALE, { ...WORST, code })
    expect(parseOriginBound(text)).toEqual({ origin: `https://${HOST}`, code, embedded: null })
    expect(text.split('\n').at(-1)).toBe(`@${HOST} #${code}`)
  })

  test('begins with its code and has it nowhere but there and in the last line', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(text).toMatch(/^012345 /)
    expect(text.match(/\d{6}/g)).toEqual(['012345', '012345'])
  })

  test('names us, says how long the code lives, and that it is not to be shared', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(text).toContain('Latchkey')
    expect(text).toContain('10 minutes')
    expect(text).toContain("Don't share it")
  })

  test('says one minute as a person would', () => {
    expect(smsText(template, LOCALE, { ...WORST, minutes: 1 })).toContain('1 minute.')
  })

  test.each(['code', 'minutes', 'host'])('is not made at all without its %s, rather than sent with a gap', (name) => {
    const rest = Object.fromEntries(Object.entries(WORST).filter(([key]) => key !== name))
    expect(() => smsText(template, LOCALE, rest)).toThrow(name)
  })
})

test('texts with a code differ from each other in what they say', () => {
  const said = WITH_CODE.map((template) => smsText(template, LOCALE, WORST).split('\n')[0])
  expect(new Set(said).size).toBe(WITH_CODE.length)
})

describe.each(TEMPLATES)('the text %s', (template) => {
  test('is one segment of GSM-7 at its longest', () => {
    const text = smsText(template, LOCALE, WORST)
    expect(septets(text)).toBeLessThanOrEqual(160)
    expect(segmentsOf(text)).toEqual({ encoding: 'GSM-7', segments: 1 })
  })
})

test.each(TEMPLATES.filter((template) => !WITH_CODE.includes(template)))(
  'the text %s has no line that a phone could take for a code',
  (template) => {
    const text = smsText(template, LOCALE, { host: HOST })
    expect(parseOriginBound(text)).toBeNull()
    expect(text).not.toMatch(/\d{4}/)
    expect(text).toContain('Latchkey')
  },
)

test('a template is known by its name in the catalogue and by nothing else', () => {
  expect(TEMPLATES.every(isSmsTemplate)).toBe(true)
  expect(['', 'toString', '__proto__', 'constructor', 'sms.signUpCode'].some(isSmsTemplate)).toBe(false)
})
