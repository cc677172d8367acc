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

/** Returns a form's error message for a number, or 'ok'. */
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
      'That number could belong to more than one country. Add the country code, starting with +: +1 479 555 0123 or +47 95 55 01 23.',
    ],
  ])('the error message shows what to enter: %s for %s', (typed, country, expected) => {
    expect(sentence(typed, country)).toBe(expected)
  })

  test.each([
    ['155 555 0123', 'US'],
    ['+1 155 555 0123', 'DE'],
    ['+999 123 456', 'US'],
    ['+120255501234', 'US'],
  ])('the error message never claims that a number does not exist: %s for %s', (typed, country) => {
    expect(sentence(typed, country)).toMatch(/doesn't look like a phone number/)
    expect(sentence(typed, country)).not.toMatch(/exist/)
  })

  test.each(['020 7183 8750', '0800 123 4567'])(
    'sign-in reports the wrong country for a national number that matches a landline or toll-free one: %s',
    (typed) => {
      expect(sentence(typed, 'GB', { isSignIn: true })).toMatch(/country you selected \(United Kingdom\)/)
      expect(sentence(typed, 'GB')).not.toMatch(/country/)
    },
  )

  test('sign-in reports a landline if the number has a country code', () => {
    expect(sentence('+44 20 7183 8750', 'DE', { isSignIn: true })).toMatch(/landline/)
  })
})
