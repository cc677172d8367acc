import { isSupportedCountry } from 'libphonenumber-js/max'
import * as z from 'zod'

/** Segments that may be sent, or `*` for no limit. */
export type SpendingCap = number | '*'

const cap = (name: string) =>
  z
    .string()
    .regex(/^(\*|\d{1,9})$/, `${name} must be a whole number of segments, or * for no bound.`)
    .optional()
    .transform((text): SpendingCap | undefined => (text === undefined || text === '*' ? text : Number(text)))

const spendingCaps = (name: string) =>
  z
    .string()
    .regex(
      /^(\*|[A-Z]{2}):(\*|\d{1,9})(;(\*|[A-Z]{2}):(\*|\d{1,9}))*$/,
      `${name} must be caps in segments by country with semicolons between, like US:500;*:50.`,
    )
    .default('*:*')
    .transform((text, context): ReadonlyMap<string, SpendingCap> => {
      const entries = text.split(';').map((entry) => entry.split(':') as [string, string])
      const unknown = entries.map(([country]) => country).filter((code) => code !== '*' && !isSupportedCountry(code))
      if (unknown.length === 0) return new Map(entries.map(([country, of]) => [country, of === '*' ? of : Number(of)]))
      context.addIssue(`${name} contains unknown countries: ${unknown.join(', ')}. Use ISO 3166 codes, like GB.`)
      return z.NEVER
    })

export const guardSettings = {
  SMS_BUDGET_HOUR: cap('SMS_BUDGET_HOUR'),
  SMS_BUDGET_DAY: cap('SMS_BUDGET_DAY'),
  SMS_BUDGET_COUNTRY_HOUR: spendingCaps('SMS_BUDGET_COUNTRY_HOUR'),
  SMS_BUDGET_COUNTRY_DAY: spendingCaps('SMS_BUDGET_COUNTRY_DAY'),
  FRAUD_RULES: z.enum(['enforce', 'report'], 'FRAUD_RULES must be enforce or report.').default('enforce'),
  DEMO_LIMITS: z.enum(['generous', 'strict'], 'DEMO_LIMITS must be generous or strict.').optional(),
  EXTRA_CHECK_WAIT_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'EXTRA_CHECK_WAIT_SECONDS must be a whole number from 1 to 300.')
    .default('60')
    .transform(Number)
    .refine((wait) => wait >= 1 && wait <= 300, 'EXTRA_CHECK_WAIT_SECONDS must be a whole number from 1 to 300.'),
  AUDIT_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'AUDIT_DAYS must be a whole number of days, 1 or more.')
    .default('90')
    .transform(Number)
    .refine((days) => days >= 1, 'AUDIT_DAYS must be a whole number of days, 1 or more.'),
}

const settings = z.object(guardSettings)
export type GuardSettings = z.infer<typeof settings>

export const guardConfig = (found: GuardSettings) => ({
  spendingCaps: {
    hour: found.SMS_BUDGET_HOUR ?? ('*' as const),
    day: found.SMS_BUDGET_DAY ?? ('*' as const),
    countryHour: found.SMS_BUDGET_COUNTRY_HOUR,
    countryDay: found.SMS_BUDGET_COUNTRY_DAY,
  },
  /** `report`: violations are logged and audited, but not enforced. */
  fraudRules: found.FRAUD_RULES,
  challengeWaitSeconds: found.EXTRA_CHECK_WAIT_SECONDS,
  auditDays: found.AUDIT_DAYS,
})
