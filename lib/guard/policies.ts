import { env } from '@/lib/config/env'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Of every cap this much is kept for numbers that were proved before, so that strangers can't use it up. */
export const ANYBODYS_SHARE = 0.7

/** On events under one key: at most `max` within any `windowSeconds`, and the n-th wait between them. */
export interface Limit {
  windowSeconds: number
  max: number
  /** Seconds to wait after the first event, after the second, ...; the last goes on. */
  spacingSeconds?: readonly number[]
}

export interface Policy extends Limit {
  /** Beyond it nothing is refused, but a challenge is required first (challenge.ts). */
  requiresChallenge?: true
  /** What it is there for, and against whom. */
  reason: string
  /** Whose requirement it meets, or whose practice it follows. */
  source: string
}

/**
 * Every limit of the application, in one table; limit-keys.ts says what each key is made of. Caps in segments are
 * configuration (spending-caps.ts).
 *
 * Wrong attempts and wrong passwords are counted before they are compared and released when right, so parallel tries
 * can't exceed them.
 */
export const policies = () =>
  ({
    sendsPerBucket: {
      max: 5,
      windowSeconds: HOUR,
      reason: 'What one purpose can cost one phone, or the account of a browser that has signed in to it before.',
      source: 'Twilio Verify: 5 in 10 minutes for a service and number',
    },
    sendsPerPhone: {
      max: 10,
      windowSeconds: DAY,
      reason: 'One phone over all buckets that a stranger can start: their bombing ends here, however they ask.',
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
        'One range of numbers, for what goes to any number: pumping asks for numbers in a row. Released when proved.',
      source: 'Twilio Verify, SMS pumping: rate limits by prefix',
    },
    sendsPerSite: {
      max: 100,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'The /48 that an IPv6 address is in, which one customer may have. Released when verified.',
      source: 'RFC 6177; ASVS 5.0 2.4.1',
    },
    sendsPerNetwork: {
      max: 200,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason:
        'An IPv4 /24 or IPv6 /32, which one hoster may have. Never a refusal: a mobile carrier puts thousands behind one. Released when verified.',
      source: 'RFC 6888 (carrier-grade NAT); regional registries assign at least a /24 and a /32',
    },
    sendsPerAccount: {
      max: 10,
      windowSeconds: DAY,
      reason: 'One account, over all browsers that have signed in to it: theirs too must not cost without end.',
      source: 'OWASP Multifactor Authentication, consumption of SMS',
    },
    knownBrowserSendsPerIp: {
      max: 20,
      windowSeconds: HOUR,
      reason: 'One client IP, for browsers of its accounts: apart from strangers there, and bounded like them.',
      source: 'ASVS 5.0 2.4.1',
    },
    sendsPerBrowser: {
      max: Number.POSITIVE_INFINITY,
      windowSeconds: HOUR,
      spacingSeconds: env().resendCooldownSeconds,
      reason:
        'The growing wait between two messages, per browser, so that no stranger makes the owner of a phone wait. A message that no carrier received causes no wait; every other limit counts it.',
      source: 'Signal and Supabase Auth: a growing wait, from 60 s',
    },
    wrongCodesPerBucket: {
      max: 20,
      windowSeconds: DAY,
      reason:
        'One bucket, over all its codes: resending refills nothing. Never permanent, since a stranger can use it up.',
      source: 'NIST SP 800-63B-4 3.2.2: 100 at most',
    },
    wrongCodesPerIp: {
      max: 10,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'An attacker who tries codes of many numbers from one IP.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    wrongCodesPerRange: {
      max: 20,
      windowSeconds: HOUR,
      requiresChallenge: true,
      reason: 'An attacker who tries codes of the numbers of one range from many IPs.',
      source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
    },
    waitTokensPerIp: {
      max: 2,
      windowSeconds: 5 * MINUTE,
      reason: 'One IPv4 address, or IPv6 /48, must not use up what few may pass by waiting.',
      source: 'ASVS 5.0 2.4.1',
    },
    waitTokens: {
      max: 2,
      windowSeconds: 12,
      reason:
        'Waiting costs an attacker nothing, so ten a minute may pass the challenge by it, over all users; a few at a time, so that the next place is near for everyone.',
      source: 'ASVS 5.0 2.4.1',
    },
    wrongPasswordsPerPhone: {
      max: 30,
      windowSeconds: HOUR,
      reason: "One account's password, from anywhere. A stranger can use it up; browsers of the owner have their own.",
      source: 'NIST SP 800-63B-4 3.2.2; OWASP Authentication: per account, not per IP',
    },
    wrongPasswordsPerKnownBrowser: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'The same from one browser that has signed in to the account before.',
      source: 'OWASP Blocking Brute Force Attacks: device cookies',
    },
    passwordsPerIp: {
      max: 120,
      windowSeconds: HOUR,
      reason: 'One client IP, all accounts, right ones too: spraying, and keeping the hashing busy.',
      source: 'OWASP Credential Stuffing Prevention',
    },
    passwordsPerSite: {
      max: 600,
      windowSeconds: HOUR,
      reason:
        'The /48 that an IPv6 address is in, which one customer may have: spraying from network after network of it.',
      source: 'RFC 6177; OWASP Credential Stuffing Prevention',
    },
    newPasswords: {
      max: 20,
      windowSeconds: HOUR,
      reason:
        'One proof, or one signed-in user: judging and hashing a new password is dear, and a refused one leaves the proof intact.',
      source: 'ASVS 5.0 2.4.1',
    },
    accessKeysPerIp: {
      max: 10,
      windowSeconds: HOUR,
      reason: 'One client IP: tries of the key that opens a demo.',
      source: 'NIST SP 800-63B-4 3.2.2',
    },
    accessKeysPerSite: {
      max: 50,
      windowSeconds: HOUR,
      reason: 'The /48 that an IPv6 address is in: there is no other bound on tries of that key.',
      source: 'RFC 6177; NIST SP 800-63B-4 3.2.2',
    },
    handsetReplies: {
      max: 30,
      windowSeconds: HOUR,
      reason: 'One client IP: each reply of a simulated phone is a row of the audit trail, which is kept.',
      source: 'ASVS 5.0 2.4.1',
    },
  }) satisfies Record<string, Policy>

export type PolicyName = keyof ReturnType<typeof policies>

/** Everything that can refuse a request for a while. `spendingCap` and `closedRange` are sums over the traffic of all. */
export type LimitName = PolicyName | 'spendingCap' | 'closedRange'

/** The client of a request. */
export interface Client {
  /** Its IP, as determined by the HTTP entry (lib/http/trusted-headers.ts). */
  clientIp: string
  /** Hash of the random cookie of its browser (R5); empty if it has none. */
  browserHash: string
  /** Presents the demo: a request from this machine, or by a holder of the access key (lib/http/presenter.ts). */
  isPresenter?: boolean
}

/** Selects the limits that apply to a client. */
export type LimitLevel = Pick<Client, 'isPresenter'>

const GENEROUS_FACTOR = 20
/** Maximum number of events stored under one key. */
export const MOST_COUNTED = 1000

/** How many times the strict limits a client may use: 1, except for presenters of a demo with generous limits (R12). */
export const generosityFor = ({ isPresenter = false }: LimitLevel = {}): number =>
  isPresenter && env().presenterLimits === 'generous' ? GENEROUS_FACTOR : 1

/** Returns the limit of that name for a client. A generous one multiplies the maximum and keeps the first wait. */
export function policyFor(name: PolicyName, client?: LimitLevel): Policy {
  const policy: Policy = policies()[name]
  const factor = generosityFor(client)
  if (factor === 1) return policy
  const max = Math.min(policy.max * factor, MOST_COUNTED)
  return { ...policy, max, spacingSeconds: policy.spacingSeconds?.slice(0, 1) }
}
