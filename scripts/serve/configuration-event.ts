import type { AuditEvent } from '@/lib/audit/events'
import type { Env } from '@/lib/config/env'

/** Returns the audit event of a process start: the operator's settings, without secrets. */
export function configurationEvent(config: Env): AuditEvent {
  const { hour, day, countryHour, countryDay } = config.spendingCaps
  return {
    event: 'configuration',
    detail: {
      mode: config.mode,
      routes: config.smsRoutes.map(({ prefix, value }) => `${prefix || '*'}:${value.join(',')}`),
      countries: config.allowedCountries,
      spendingCaps: {
        hour,
        day,
        countryHour: Object.fromEntries(countryHour),
        countryDay: Object.fromEntries(countryDay),
      },
      codeLifetimeSeconds: config.codeLifetimeSeconds,
      resendCooldownSeconds: config.resendCooldownSeconds,
      fraudRules: config.fraudRules,
      auditDays: config.auditDays,
      trustedProxyHops: config.trustedProxyHops,
    },
  }
}
