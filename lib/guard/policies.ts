import { env } from '@/lib/config/env'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Limit {
  windowSeconds: number
  max: number
  /** Seconds to wait after the n-th event; the last value repeats. */
  spacingSeconds?: readonly number[]
}

export interface Policy extends Limit {
  /** Requests beyond the limit require a challenge instead of being rejected. */
  requiresChallenge?: true
  reason: string
  source: string
}

/** Returns all rate limits. Codes and passwords are counted before the comparison, to bound parallel attempts. */
export const policies = () =>
  ({
    sendsPerBucket: {
      max: 5,
      windowSeconds: HOUR,
      reason: 'Limits one bucket: a phone and purpose, or an account and purpose for its known browsers.',
      source: 'Twilio Verify: 5 in 10 minutes for a service and number',
    },
    sendsPerPhone: {
      max: 10,
      windowSeconds: DAY,
      reason: 'Limits one phone over all buckets except those of known browsers, against SMS bombing.',
      source: 'OWASP Multifactor Authentication, consumption of SMS',
    },
    sendsPerIp: {
      max: 20,
      windowSeconds: HOUR,
      reason: 'Limits one client IP (IPv6: a /64) over all phones.',
      source: 'ASVS 5.0 2.4.1; Login.gov limits IPs alike',
    },
    sendsPerRange: {
      max: 21,
      windowSeconds: HOUR,
      reason:
        'Limits one range, for purposes that send to any number, because SMS pumping uses consecutive numbers. One event is released when the number is verified.',
      source: 'Twilio Verify, SMS pumping: rate limits by prefix',
    },
    sendsPerSite: {
      max: 100,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'Limits one IPv6 /48, which one customer may have. One event is released when the number is verified.',
      source: 'RFC 6177; ASVS 5.0 2.4.1',
    },
    sendsPerNetwork: {
      max: 200,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason:
        'Limits one IPv4 /24 or IPv6 /32, which one hosting provider may have. It never rejects, because a mobile carrier may have thousands of users in one. One event is released when the number is verified.',
      source: 'RFC 6888 (carrier-grade NAT); regional registries assign at least a /24 and a /32',
    },
    sendsPerAccount: {
      max: 10,
      windowSeconds: DAY,
      reason: 'Limits one account and purpose over all its known browsers, to bound the cost of their messages.',
      source: 'OWASP Multifactor Authentication, consumption of SMS',
    },
    knownBrowserSendsPerIp: {
      max: 20,
      windowSeconds: HOUR,
      reason:
        'Limits the known browsers on one client IP, which have a quota separate from unknown browsers on the same IP.',
      source: 'ASVS 5.0 2.4.1',
    },
    sendsPerBrowser: {
      max: Number.POSITIVE_INFINITY,
      windowSeconds: HOUR,
      spacingSeconds: env().resendCooldownSeconds,
      reason:
        'Requires a growing cooldown between messages. It applies per browser, so that an attacker cannot delay the owner of a phone. An unsent message causes no cooldown, but counts under all other limits.',
      source: 'Signal and Supabase Auth: a growing wait, from 60 s',
    },
    wrongCodesPerBucket: {
      max: 20,
      windowSeconds: DAY,
      reason:
        'Limits one bucket over all its codes, so that a resend adds no attempts. It is never permanent, because an attacker can exhaust it.',
      source: 'NIST SP 800-63B-4 3.2.2: 100 at most',
    },
    wrongCodesPerIp: {
      max: 10,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'Limits brute force of many numbers from one client IP.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    wrongCodesPerRange: {
      max: 20,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'Limits brute force of one range from many client IPs.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    waitTokensPerIp: {
      max: 2,
      windowSeconds: 5 * MINUTE,
      reason: 'Keeps one IPv4 or IPv6 /48 from exhausting the quota of wait tokens of all users.',
      source: 'ASVS 5.0 2.4.1',
    },
    waitTokens: {
      max: 2,
      windowSeconds: 12,
      reason:
        'Limits all users together to ten wait tokens a minute, because waiting costs an attacker nothing. The window is short, so that users need not wait long for the next one.',
      source: 'ASVS 5.0 2.4.1',
    },
    wrongPasswordsPerPhone: {
      max: 30,
      windowSeconds: HOUR,
      reason:
        'Limits one phone over all unknown browsers. An attacker can exhaust it, so known browsers have their own quota.',
      source: 'NIST SP 800-63B-4 3.2.2; OWASP Authentication: per account, not per IP',
    },
    wrongPasswordsPerKnownBrowser: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'Limits one account in one of its known browsers.',
      source: 'OWASP Blocking Brute Force Attacks: device cookies',
    },
    passwordsPerIp: {
      max: 120,
      windowSeconds: HOUR,
      reason:
        'Limits one client IP over all accounts, against password spraying and exhaustion of the hash queue. Right passwords count too.',
      source: 'OWASP Credential Stuffing Prevention',
    },
    passwordsPerSite: {
      max: 600,
      windowSeconds: HOUR,
      reason: 'Limits one IPv6 /48, which one customer may have, against password spraying from its many networks.',
      source: 'RFC 6177; OWASP Credential Stuffing Prevention',
    },
    newPasswords: {
      max: 20,
      windowSeconds: HOUR,
      reason:
        "Limits one proof or one signed-in user, because estimating a password's strength and hashing it is expensive and a rejected password does not consume the proof.",
      source: 'ASVS 5.0 2.4.1',
    },
    accessKeysPerIp: {
      max: 10,
      windowSeconds: HOUR,
      reason: 'Limits brute force of the demo access key from one client IP.',
      source: 'NIST SP 800-63B-4 3.2.2',
    },
    accessKeysPerSite: {
      max: 50,
      windowSeconds: HOUR,
      reason: 'Limits one IPv6 /48, because no other limit bounds attempts at the access key over many networks.',
      source: 'RFC 6177; NIST SP 800-63B-4 3.2.2',
    },
    handsetReplies: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'Limits one client IP, because each reply of the simulated phone adds a row to the audit trail.',
      source: 'ASVS 5.0 2.4.1',
    },
    phonePasses: {
      max: 60,
      windowSeconds: HOUR,
      reason: 'Limits one client IP, because each QR code of a demo admits one more browser.',
      source: 'ASVS 5.0 2.4.1',
    },
  }) satisfies Record<string, Policy>

export type PolicyName = keyof ReturnType<typeof policies>

export type LimitName = PolicyName | 'spendingCap' | 'closedRange'

export interface Client {
  clientIp: string
  /** Hash of the browser's random cookie (R5); empty if it has none. */
  browserHash: string
  /** Presents the demo: from this machine, or with the access key. */
  isPresenter?: boolean
}

export type LimitLevel = Pick<Client, 'isPresenter'>

const GENEROUS_FACTOR = 20
export const MAX_COUNTED_EVENTS = 1000

/** Returns the factor of a client's limits: 1, except for presenters of a demo with generous limits (R12). */
export const limitFactorFor = ({ isPresenter = false }: LimitLevel = {}): number =>
  isPresenter && env().presenterLimits === 'generous' ? GENEROUS_FACTOR : 1

/** Returns a client's policy. A generous one has a higher maximum and a constant cooldown. */
export function policyFor(name: PolicyName, client?: LimitLevel): Policy {
  const policy: Policy = policies()[name]
  const factor = limitFactorFor(client)
  if (factor === 1) return policy
  const max = Math.min(policy.max * factor, MAX_COUNTED_EVENTS)
  return { ...policy, max, spacingSeconds: policy.spacingSeconds?.slice(0, 1) }
}
