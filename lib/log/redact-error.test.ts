import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactMessage } from './redact-error'

describe('redacted error messages', () => {
  test.each([
    ["Cannot read properties of undefined (reading 'phone')", 'Cannot read properties of undefined (reading …'],
    ['createAccount is not a function', '… is not a function'],
    ['Unexpected token \'q\', "quokka" is not valid JSON', 'Unexpected token … is not valid JSON'],
    [
      'Failed to find Server Action "quokka". This request might be from an older or newer deployment.',
      'Failed to find Server Action … This request might be from an older or newer deployment.',
    ],
    [
      'Invalid URL http://quokka.example/reset?code=123456 in request from 203.0.113.7',
      'Invalid URL … in request from …',
    ],
    ['no row for +1 (202) 555-0123', 'no row for …'],
    ["can't connect to the database", "can't connect to the database"],
    ['connect ECONNREFUSED 127.0.0.1:5432', '…'],
    ['socket hang up', 'socket hang up'],
    ['aborted', 'aborted'],
    ['quokka', '…'],
    ['', ''],
  ])('keeps only known words of %j: %j', (message, kept) => {
    expect(redactMessage(message)).toBe(kept)
  })

  test.each([
    ['a quoted value that contains known words', 'bad header "server action failed" found'],
    ['a value that contains quotation marks', 'bad header "a" server action failed "b" found'],
    ['a value with an unclosed quotation mark', 'bad header "server action failed'],
    ['a value beyond the maximum length', `bad header "${'server action failed '.repeat(200)}" found`],
    ['single quotes', "bad header 'server action failed' found"],
    ['backticks', 'bad header `server action failed` found'],
    ['typographic quotes', 'bad header “server action failed” found'],
  ])('removes %s', (_what, message) => {
    expect(redactMessage(message)).not.toMatch(/server|action|failed/)
  })

  const templates = fc.constantFrom<(value: string) => string>(
    (value) => value,
    (value) => `Invalid URL ${value}`,
    (value) => `Failed to find Server Action "${value}". This request might be from an older deployment.`,
    (value) => `\`x-forwarded-host\` header with value \`${value}\` does not match \`origin\``,
    (value) => `${value} is not a function`,
    (value) => `Unexpected token, ${value} is not valid JSON\n    at ${value} (${value}:1:1)`,
  )

  test('removes digits, control characters and unknown words of a value anywhere in a message', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.constantFrom(
        '123456',
        '+12025550123',
        'a\nb',
        '{"event":"audit"}',
        '\u001b[2J',
        "q'uokka",
        'qu"okka',
        '/x?y=z',
      ),
      fc.emailAddress(),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(templates, value, (template, text) => {
        const kept = redactMessage(template(text))
        expect(kept).toMatch(/^[A-Za-z'(),.:;!? …-]*$/)
        expect(kept.length).toBeLessThanOrEqual(200)
        expect(redactMessage(kept)).toBe(kept)
      }),
      { numRuns: 500 },
    )
  })

  test('never keeps all words of a suggested passphrase, anywhere in a message', () => {
    const passphrase = fc.array(fc.constantFrom(...wordlist), { minLength: 4, maxLength: 6 })
    fc.assert(
      fc.property(templates, passphrase, (template, words) => {
        const without = redactMessage(template(' '))
        const kept = redactMessage(template(words.join(' ')))
        const added = words.filter(
          (word) => new RegExp(`\\b${word}\\b`).test(kept) && !new RegExp(`\\b${word}\\b`).test(without),
        )
        expect(added.length).toBeLessThan(words.length)
      }),
      { numRuns: 500 },
    )
  })
})
