import { getTranslations } from 'next-intl/server'
import { byKey } from './by-key'

const PLAIN = [
  'heading',
  'lead',
  'run',
  'stop',
  'running',
  'forbidden',
  'failed',
  'refusals',
  'rule',
  'requests',
  'price',
  'without',
  'with',
] as const

/** Completed in the browser. */
const WITH_PLACEHOLDERS = ['progress', 'finished', 'stopped'] as const

/** The rules that may refuse the attack. */
const RULES = [
  'closedRange',
  'sendsPerRange',
  'sendsPerBucket',
  'sendsPerPhone',
  'sendsPerIp',
  'sendsPerNetwork',
  'sendsPerBrowser',
  'spendingCap',
  'challenge',
  'unavailable',
] as const

export type AttackTexts = Record<(typeof PLAIN)[number] | (typeof WITH_PLACEHOLDERS)[number], string> & {
  rules: Partial<Record<string, string>>
}

export async function attackTexts(): Promise<AttackTexts> {
  const t = await getTranslations('attack')
  return {
    ...byKey(PLAIN, (key) => t(key)),
    ...byKey(WITH_PLACEHOLDERS, (key) => t.raw(key) as string),
    rules: byKey(RULES, (rule) => t(`rules.${rule}`)),
  }
}
