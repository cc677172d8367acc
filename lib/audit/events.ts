import * as z from 'zod'
import { Purpose } from '@/lib/db/generated/enums'

/** A word of our own tables. */
const name = z.string().regex(/^[A-Za-z*][\w.*-]{0,63}$/)
/** A reason of ours: words alone, so that no number and no code can stand in it. */
const reason = z.string().regex(/^[A-Za-z][A-Za-z ,'-]{0,79}$/)
const purpose = z.enum(Purpose)
const country = z.string().regex(/^[A-Z]{2}$/)
/** The beginning of many numbers, and none of them. */
const range = z.string().regex(/^\+\d{3,11}$/)
const cap = z.union([z.int(), z.literal('*')])
const byCountry = z.record(z.string().regex(/^(\*|[A-Z]{2})$/), cap)
const nothing = z.undefined()

/** What the operator decided, as a process started with it; no secret is among it. */
const configuration = z.strictObject({
  mode: z.enum(['demo', 'live']),
  routes: z.array(z.string().regex(/^(\*|\+\d{1,14}):[a-z]+(,[a-z]+)*$/)),
  countries: z.union([z.literal('*'), z.array(country)]),
  spendingCaps: z.strictObject({ hour: cap, day: cap, countryHour: byCountry, countryDay: byCountry }),
  codeLifetimeSeconds: z.int(),
  resendCooldownSeconds: z.array(z.int()),
  fraudRules: z.enum(['enforce', 'report']),
  auditDays: z.int(),
  trustedProxyHops: z.int(),
})

/** `country` is * where an attack is spread over all. */
const attack = z.strictObject({
  country: z.union([country, z.literal('*')]),
  policy: name,
  perMinute: z.int(),
  enforced: z.boolean(),
})

/** Every event of the trail, and what its detail holds: only what its schema allows, never free text from outside. */
export const AUDIT_EVENTS = {
  'sign-up': nothing,
  'sign-in': nothing,
  'sign-in.failed': nothing,
  'sign-out': nothing,
  'sign-out.elsewhere': z.strictObject({ sessions: z.int() }),
  'reset.done': nothing,
  'password-change.done': nothing,
  'password-change.failed': nothing,
  'opt-out': z.strictObject({ gateway: name }),
  'opt-in': z.strictObject({ gateway: name }),
  'code.approved': z.strictObject({ purpose }),
  'code.wrong': z.strictObject({ purpose }),
  'access.wrong': nothing,
  'limit.hit': z.strictObject({ policy: name, purpose: purpose.optional() }),
  'limits.lifted': nothing,
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

interface Who {
  userId?: string | null
  /** In E.164; only its fingerprint and its mask are kept. */
  phone?: string
  /** Where the request came from, as limits count it (`ipKey` in lib/guard); only its fingerprint is kept. */
  network?: string
}

/** Something that happened, from the table; who and where, as far as that is known. */
export type AuditEvent = {
  [E in AuditEventName]: Who & { event: E } & (undefined extends Detail<E>
      ? { detail?: undefined }
      : { detail: Detail<E> })
}[AuditEventName]
