import { getTranslations } from 'next-intl/server'
import { RULE_NAMES, type RuleName } from '@/lib/demo/acting-rules'
import type { MessageDetails, VerificationDetails } from '@/lib/demo/verification-details'
import { byKey } from './by-key'

const PLAIN = [
  'summary',
  'empty',
  'loading',
  'failed',
  'gone',
  'rows',
  'purpose',
  'phone',
  'created',
  'expires',
  'approved',
  'consumed',
  'superseded',
  'attempts',
  'nonce',
  'browser',
  'messages',
  'request',
  'noRequest',
  'sender',
  'noSender',
  'template',
  'text',
  'segments',
  'lifetime',
  'limits',
  'rules',
] as const

/** Completed in the browser. */
const WITH_PLACEHOLDERS = [
  'attemptsOf',
  'nonceText',
  'browserText',
  'message',
  'segmentsText',
  'limitOf',
  'limitWait',
] as const

const PURPOSES = ['SIGN_UP', 'PASSWORD_RESET'] as const
const STATUSES = [
  'QUEUED',
  'SENDING',
  'UNKNOWN',
  'ACCEPTED',
  'FAILED',
  'EXPIRED',
  'CANCELED',
  'UNDELIVERED',
  'DELIVERED',
] as const

export type UnderTheHoodTexts = Record<(typeof PLAIN)[number] | (typeof WITH_PLACEHOLDERS)[number], string> & {
  purposes: Record<VerificationDetails['verification']['purpose'], string>
  statuses: Record<MessageDetails['status'], string>
  ruleTexts: Record<RuleName, string>
}

export async function underTheHoodTexts(): Promise<UnderTheHoodTexts> {
  const t = await getTranslations('underTheHood')
  return {
    ...byKey(PLAIN, (key) => t(key)),
    ...byKey(WITH_PLACEHOLDERS, (key) => t.raw(key) as string),
    purposes: byKey(PURPOSES, (purpose) => t(`purposes.${purpose}`)),
    statuses: byKey(STATUSES, (status) => t(`statuses.${status}`)),
    ruleTexts: byKey(RULE_NAMES, (rule) => t(`ruleTexts.${rule}`)),
  }
}
