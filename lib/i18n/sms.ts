import { createTranslator } from 'use-intl/core'
import en from './messages/en.json'
import { smsValue } from './sms-value'

/** Every SMS that we send, by its key in the catalogue. */
export type SmsTemplate = keyof typeof en.sms

export const SMS_TEMPLATES = Object.keys(en.sms) as SmsTemplate[]

/** What templates may name. */
export type SmsValues = {
  code?: string
  minutes?: number
  host?: string
}

/** Whether a template that was stored is still in the catalogue. */
export const isSmsTemplate = (name: string): name is SmsTemplate => Object.hasOwn(en.sms, name)

/** Room for each value that people wrote, so that the whole stays one segment. */
const WRITTEN_SEPTETS = 24

function newTranslator(locale: string) {
  const onError = (error: Error) => {
    throw error
  }
  return createTranslator({ locale, messages: en, namespace: 'sms', onError })
}

const translators = new Map<string, ReturnType<typeof newTranslator>>()

/** Kept, since each has to read a text before it can fill it in. */
function translator(locale: string) {
  const known = translators.get(locale) ?? newTranslator(locale)
  translators.set(locale, known)
  return known
}

/**
 * The text of an SMS. A template with a code ends with the line that binds it to our site (WICG sms-one-time-codes):
 * `host` comes from the configuration, never from a request. `written` are values that people wrote, made harmless here.
 */
export function smsText(
  template: SmsTemplate,
  locale: string,
  values: SmsValues,
  written: Record<string, string> = {},
): string {
  const harmless = Object.entries(written).map(([name, value]) => [name, smsValue(value, WRITTEN_SEPTETS)])
  const all = { ...Object.fromEntries(harmless), ...values }
  return translator(locale)(template, all)
}
