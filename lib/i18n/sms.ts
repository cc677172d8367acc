import { createTranslator } from 'use-intl/core'
import en from './messages/en.json'
import { smsValue } from './sms-value'

export type SmsTemplate = keyof typeof en.sms

export const SMS_TEMPLATES = Object.keys(en.sms) as SmsTemplate[]

export type SmsValues = {
  code?: string
  minutes?: number
  host?: string
}

export const isSmsTemplate = (name: string): name is SmsTemplate => Object.hasOwn(en.sms, name)

/** Limit for user input, so that every SMS is one segment. */
const USER_INPUT_SEPTETS = 24

function newTranslator(locale: string) {
  const onError = (error: Error) => {
    throw error
  }
  return createTranslator({ locale, messages: en, namespace: 'sms', onError })
}

const translators = new Map<string, ReturnType<typeof newTranslator>>()

function translator(locale: string) {
  const known = translators.get(locale) ?? newTranslator(locale)
  translators.set(locale, known)
  return known
}

/**
 * Renders an SMS, ending in the origin-bound line if it has a code (WICG sms-one-time-codes). `host` comes from the
 * configuration, never from a request. `userInput` is user input, made safe here.
 */
export function smsText(
  template: SmsTemplate,
  locale: string,
  values: SmsValues,
  userInput: Record<string, string> = {},
): string {
  const safe = Object.entries(userInput).map(([name, value]) => [name, smsValue(value, USER_INPUT_SEPTETS)])
  const all = { ...Object.fromEntries(safe), ...values }
  return translator(locale)(template, all)
}
