import { createTranslator } from 'use-intl/core'
import en from './messages/en.json'

/** Every SMS that we send, by its key in the catalogue. */
export type SmsTemplate = keyof typeof en.sms

/** What templates may name. */
export type SmsValues = {
  code?: string
  minutes?: number
  host?: string
}

/** Whether a template that was stored is still in the catalogue. */
export const isSmsTemplate = (name: string): name is SmsTemplate => Object.hasOwn(en.sms, name)

/**
 * The text of an SMS. A template with a code ends with the line that binds it to our site (WICG sms-one-time-codes):
 * `host` comes from the configuration, never from a request.
 */
export function smsText(template: SmsTemplate, locale: string, values: SmsValues): string {
  const fail = (error: Error) => {
    throw error
  }
  return createTranslator({ locale, messages: en, namespace: 'sms', onError: fail })(template, values)
}
