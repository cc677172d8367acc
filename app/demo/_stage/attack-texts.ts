import { getTranslations } from 'next-intl/server'

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
  const all = <Key extends string>(keys: readonly Key[], text: (key: Key) => string) =>
    Object.fromEntries(keys.map((key) => [key, text(key)])) as Record<Key, string>
  return {
    ...all(PLAIN, (key) => t(key)),
    ...all(WITH_PLACEHOLDERS, (key) => t.raw(key) as string),
    rules: all(RULES, (rule) => t(`rules.${rule}`)),
  }
}
