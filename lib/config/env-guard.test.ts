import { expect, test } from 'vitest'
import { ConfigError, parseEnv } from './env'

const demo = {
  AUTH_SECRET: 'a-secret-of-32-characters-or-more',
  CODE_KEYS: `k1:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`,
}

const refusal = (settings: Record<string, string>): string => {
  try {
    parseEnv({ ...demo, ...settings })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'nothing'
}

test('defaults in a demo to no spending caps, enforced fraud rules and 90 days of audit events', () => {
  const { spendingCaps, fraudRules, auditDays } = parseEnv(demo)
  expect(spendingCaps).toEqual({
    hour: '*',
    day: '*',
    countryHour: new Map([['*', '*']]),
    countryDay: new Map([['*', '*']]),
  })
  expect({ fraudRules, auditDays }).toEqual({ fraudRules: 'enforce', auditDays: 90 })
})

test('parses total and per-country spending caps, * for no limit', () => {
  const { spendingCaps } = parseEnv({
    ...demo,
    SMS_BUDGET_HOUR: '500',
    SMS_BUDGET_DAY: '*',
    SMS_BUDGET_COUNTRY_HOUR: 'US:300;GB:*;*:20',
  })
  expect(spendingCaps).toMatchObject({ hour: 500, day: '*' })
  expect([...spendingCaps.countryHour]).toEqual([
    ['US', 300],
    ['GB', '*'],
    ['*', 20],
  ])
})

test.each([
  ['SMS_BUDGET_HOUR', '5.5'],
  ['SMS_BUDGET_HOUR', '-1'],
  ['SMS_BUDGET_DAY', 'many'],
  ['SMS_BUDGET_COUNTRY_HOUR', '500'],
  ['SMS_BUDGET_COUNTRY_HOUR', 'USA:5'],
  ['SMS_BUDGET_COUNTRY_DAY', 'XX:5'],
  ['FRAUD_RULES', 'off'],
  ['EXTRA_CHECK_WAIT_SECONDS', '0'],
  ['EXTRA_CHECK_WAIT_SECONDS', '301'],
  ['AUDIT_DAYS', '0'],
  ['AUDIT_DAYS', 'ever'],
])('rejects an invalid setting and names it: %s=%s', (name, value) => {
  expect(refusal({ [name]: value })).toContain(name)
})

test('requires a challenge wait of at least 60 seconds in live mode, but not in a demo', () => {
  expect(parseEnv({ ...demo, EXTRA_CHECK_WAIT_SECONDS: '1' }).challengeWaitSeconds).toBe(1)
  expect(parseEnv(demo).challengeWaitSeconds).toBe(60)
  expect(refusal({ MODE: 'live', EXTRA_CHECK_WAIT_SECONDS: '59' })).toContain('EXTRA_CHECK_WAIT_SECONDS of 60 or more')
  expect(refusal({ MODE: 'live', EXTRA_CHECK_WAIT_SECONDS: '60' })).not.toContain('EXTRA_CHECK_WAIT_SECONDS')
})

test('requires explicit spending caps in live mode', () => {
  expect(refusal({ MODE: 'live' })).toMatch(/needs SMS_BUDGET_HOUR.*\n.*needs SMS_BUDGET_DAY/)
})
