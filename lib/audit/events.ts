import * as z from 'zod'
import { Purpose } from '@/lib/db/generated/enums'

const name = z.string().regex(/^[A-Za-z*][\w.*-]{0,63}$/)
/** Words only, so that it can contain no number or code. */
const reason = z.string().regex(/^[A-Za-z][A-Za-z ,'-]{0,79}$/)
const purpose = z.enum(Purpose)
const country = z.string().regex(/^[A-Z]{2}$/)
const range = z.string().regex(/^\+\d{3,11}$/)
const cap = z.union([z.int(), z.literal('*')])
const byCountry = z.record(z.string().regex(/^(\*|[A-Z]{2})$/), cap)
const noDetail = z.undefined()

const configuration = z.strictObject({
  mode: z.enum(['demo', 'live']),
  routes: z.array(z.string().regex(/^(\*|\+\d{1,14}):[a-z-]+(,[a-z-]+)*$/)),
  countries: z.union([z.literal('*'), z.array(country)]),
  spendingCaps: z.strictObject({ hour: cap, day: cap, countryHour: byCountry, countryDay: byCountry }),
  codeLifetimeSeconds: z.int(),
  resendCooldownSeconds: z.array(z.int()),
  fraudRules: z.enum(['enforce', 'report']),
  auditDays: z.int(),
  trustedProxyHops: z.int(),
})

/** `country` is * for an attack spread over all countries. */
const attack = z.strictObject({
  country: z.union([country, z.literal('*')]),
  policy: name,
  perMinute: z.int(),
  enforced: z.boolean(),
})

/** Schemas of all audit events: details follow their schema and contain no free text from outside. */
export const AUDIT_EVENTS = {
  'sign-up': noDetail,
  'sign-in': noDetail,
  'sign-in.failed': noDetail,
  'sign-out': noDetail,
  'sign-out.elsewhere': z.strictObject({ sessions: z.int() }),
  'reset.done': noDetail,
  'password-change.done': noDetail,
  'password-change.failed': noDetail,
  'opt-out': z.strictObject({ gateway: name }),
  'opt-in': z.strictObject({ gateway: name }),
  'code.approved': z.strictObject({ purpose }),
  'code.wrong': z.strictObject({ purpose }),
  'access.wrong': noDetail,
  'limit.hit': z.strictObject({ policy: name, purpose: purpose.optional() }),
  'limits.lifted': noDetail,
  'receipt.rejected': z.strictObject({ gateway: name, reason }),
  'inbound.rejected': z.strictObject({ gateway: name, reason }),
  'spending-cap.alarm': z.strictObject({ policy: name }),
  'fraud.cap-reached': z.strictObject({ country, policy: name, enforced: z.boolean() }),
  'fraud.range-closed': z.strictObject({ country, range, enforced: z.boolean() }),
  'fraud.challenge-required': z.strictObject({ country, policy: name, enforced: z.boolean() }),
  'fraud.attack-begun': attack,
  'fraud.attack-ended': attack,
  'sign-in.challenge-required': z.strictObject({ policy: name, enforced: z.boolean() }),
  configuration,
} as const

export type AuditEventName = keyof typeof AUDIT_EVENTS
type Detail<E extends AuditEventName> = z.infer<(typeof AUDIT_EVENTS)[E]>

interface Subject {
  userId?: string | null
  /** In E.164; only its fingerprint and mask are stored. */
  phone?: string
  /** The IP key of rate limits (`ipKey` in lib/guard); only its fingerprint is stored. */
  network?: string
}

export type AuditEvent = {
  [E in AuditEventName]: Subject & { event: E } & (undefined extends Detail<E>
      ? { detail?: undefined }
      : { detail: Detail<E> })
}[AuditEventName]
