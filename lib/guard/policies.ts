import { env } from '@/lib/config/env'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Share of every cap for unverified numbers. Attackers cannot exhaust the rest. */
export const ANYBODYS_SHARE = 0.7

export interface Limit {
  windowSeconds: number
  max: number
  /** Seconds to wait after the n-th event; the last value repeats. */
  spacingSeconds?: readonly number[]
}

export interface Policy extends Limit {
  /** Beyond it a challenge is required instead of a rejection. */
  requiresChallenge?: true
  reason: string
  source: string
}

/** All rate limits. To bound parallel attempts, codes and passwords count before the comparison. */
export const policies = () =>
  ({
    sendsPerBucket: {
      max: 5,
      windowSeconds: HOUR,
      reason: 'One bucket: a phone and purpose, or the account of a known browser.',
      source: 'Twilio Verify: 5 in 10 minutes for a service and number',
    },
    sendsPerPhone: {
      max: 10,
      windowSeconds: DAY,
      reason: 'One phone, all anonymous buckets: bounds SMS bombing.',
      source: 'OWASP Multifactor Authentication, consumption of SMS',
    },
    sendsPerIp: {
      max: 20,
      windowSeconds: HOUR,
      reason: 'One client IP (IPv6: a /64), all phones.',
      source: 'ASVS 5.0 2.4.1; Login.gov limits IPs alike',
    },
    sendsPerRange: {
      max: Math.floor(30 * ANYBODYS_SHARE),
      windowSeconds: HOUR,
      reason:
        'One range, for purposes that send to any number: SMS pumping uses consecutive numbers. Released when verified.',
      source: 'Twilio Verify, SMS pumping: rate limits by prefix',
    },
    sendsPerSite: {
      max: 100,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'One IPv6 /48, which one customer may have. Released when verified.',
      source: 'RFC 6177; ASVS 5.0 2.4.1',
    },
    sendsPerNetwork: {
      max: 200,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason:
        'One IPv4 /24 or IPv6 /32, which one hoster may have. Never rejects: a mobile carrier may have thousands of users behind one. Released when verified.',
      source: 'RFC 6888 (carrier-grade NAT); regional registries assign at least a /24 and a /32',
    },
    sendsPerAccount: {
      max: 10,
      windowSeconds: DAY,
      reason: 'One account, all its known browsers: bounds their cost.',
      source: 'OWASP Multifactor Authentication, consumption of SMS',
    },
    knownBrowserSendsPerIp: {
      max: 20,
      windowSeconds: HOUR,
      reason: 'One client IP, for known browsers: a quota separate from unknown browsers on the same IP.',
      source: 'ASVS 5.0 2.4.1',
    },
    sendsPerBrowser: {
      max: Number.POSITIVE_INFINITY,
      windowSeconds: HOUR,
      spacingSeconds: env().resendCooldownSeconds,
      reason:
        'Growing cooldown between messages, per browser, so that an attacker cannot delay the owner of a phone. An unsent message causes none, but counts under all other limits.',
      source: 'Signal and Supabase Auth: a growing wait, from 60 s',
    },
    wrongCodesPerBucket: {
      max: 20,
      windowSeconds: DAY,
      reason:
        'One bucket, all its codes: resending refills nothing. Never permanent, since an attacker can exhaust it.',
      source: 'NIST SP 800-63B-4 3.2.2: 100 at most',
    },
    wrongCodesPerIp: {
      max: 10,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'Brute force of many numbers from one client IP.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    wrongCodesPerRange: {
      max: 20,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'Brute force of one range from many client IPs.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    waitTokensPerIp: {
      max: 2,
      windowSeconds: 5 * MINUTE,
      reason: 'One IPv4, or IPv6 /48, must not exhaust the global quota of wait tokens.',
      source: 'ASVS 5.0 2.4.1',
    },
    waitTokens: {
      max: 2,
      windowSeconds: 12,
      reason:
        'All users: waiting costs an attacker nothing, so ten a minute pass the challenge by it. A short window keeps the next turn near.',
      source: 'ASVS 5.0 2.4.1',
    },
    wrongPasswordsPerPhone: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'One account, from anywhere. An attacker can exhaust it; known browsers have their own quota.',
      source: 'NIST SP 800-63B-4 3.2.2; OWASP Authentication: per account, not per IP',
    },
    wrongPasswordsPerKnownBrowser: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'One account from one of its known browsers.',
      source: 'OWASP Blocking Brute Force Attacks: device cookies',
    },
    passwordsPerIp: {
      max: 120,
      windowSeconds: HOUR,
      reason: 'One client IP, all accounts, right passwords too: password spraying, and exhaustion of the hash queue.',
      source: 'OWASP Credential Stuffing Prevention',
    },
    passwordsPerSite: {
      max: 600,
      windowSeconds: HOUR,
      reason: 'One IPv6 /48, which one customer may have: password spraying from its many networks.',
      source: 'RFC 6177; OWASP Credential Stuffing Prevention',
    },
    newPasswords: {
      max: 20,
      windowSeconds: HOUR,
      reason:
        'One proof, or one signed-in user: estimating and hashing a password is expensive, and a rejection keeps the proof.',
      source: 'ASVS 5.0 2.4.1',
    },
    accessKeysPerIp: {
      max: 10,
      windowSeconds: HOUR,
      reason: 'One client IP: brute force of the demo access key.',
      source: 'NIST SP 800-63B-4 3.2.2',
    },
    accessKeysPerSite: {
      max: 50,
      windowSeconds: HOUR,
      reason: 'One IPv6 /48: no other limit bounds attempts at the access key.',
      source: 'RFC 6177; NIST SP 800-63B-4 3.2.2',
    },
    handsetReplies: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'One client IP: each reply of the simulated phone adds a row to the audit trail.',
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
export const MOST_COUNTED = 1000

/** Returns the factor of a client's limits: 1, except for presenters of a demo with generous limits (R12). */
export const generosityFor = ({ isPresenter = false }: LimitLevel = {}): number =>
  isPresenter && env().presenterLimits === 'generous' ? GENEROUS_FACTOR : 1

/** Returns a client's policy. A generous one has a higher maximum and a constant cooldown. */
export function policyFor(name: PolicyName, client?: LimitLevel): Policy {
  const policy: Policy = policies()[name]
  const factor = generosityFor(client)
  if (factor === 1) return policy
  const max = Math.min(policy.max * factor, MOST_COUNTED)
  return { ...policy, max, spacingSeconds: policy.spacingSeconds?.slice(0, 1) }
}
