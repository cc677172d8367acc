import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import type { FormResults } from '@/app/_shared/form-action'
import messages from '@/lib/i18n/messages/en.json'
import { parsePhone } from '@/lib/verification/phone'
import { phoneError } from './phone-error'

const texts = createTranslator({ locale: 'en', messages, namespace: 'errors' })
const results: Pick<FormResults<{ phone: string }>, 'fieldError'> = {
  fieldError: (_field, key, values) => ({ message: texts(key as 'phone.short', values as never) }),
}

/** The sentence that a form shows for a number. */
function sentence(typed: string, country: string, options?: { isSignIn: boolean }) {
  const parsed = parsePhone(typed, country)
  return parsed.ok ? 'ok' : phoneError(results as FormResults<{ phone: string }>, parsed, options)?.message
}

describe('the error message for a phone number', () => {
  test.each([
    ['202 555', 'US', 'Enter a full phone number, like (201) 555-0123.'],
    ['07400 12345', 'GB', 'Enter a full phone number, like 07400 123456.'],
    ['+44 7400 12345', 'US', 'Enter a full phone number, like +44 7400 123456.'],
    [
      '479 555 0123',
      'US',
      'That number can be read in two ways. Add the country code, starting with +: +1 479 555 0123 or +47 95 55 01 23.',
    ],
  ])('says what to enter: %s for %s', (typed, country, expected) => {
    expect(sentence(typed, country)).toBe(expected)
  })

  test.each([
    ['155 555 0123', 'US'],
    ['+1 155 555 0123', 'DE'],
    ['+999 123 456', 'US'],
    ['+120255501234', 'US'],
  ])('never claims that a number does not exist: %s for %s', (typed, country) => {
    expect(sentence(typed, country)).toMatch(/doesn't look like a phone number/)
    expect(sentence(typed, country)).not.toMatch(/exist/)
  })

  test.each(['020 7183 8750', '0800 123 4567'])(
    'speaks of the country at sign-in, where a number of another country only seems to be of that kind: %s',
    (typed) => {
      expect(sentence(typed, 'GB', { isSignIn: true })).toMatch(/country you selected \(United Kingdom\)/)
      expect(sentence(typed, 'GB')).not.toMatch(/country/)
    },
  )

  test('speaks of a landline at sign-in where the number came with its country code', () => {
    expect(sentence('+44 20 7183 8750', 'DE', { isSignIn: true })).toMatch(/landline/)
  })
})
