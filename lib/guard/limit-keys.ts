import { ipKey, ipv6SiteKey, networkKey } from './ip-key'
import type { LimitKey } from './limiter'
import { rangeOf } from './number-range'
import type { Client, PolicyName } from './policies'

export interface Sender extends Client {
  /** The key of its quotas (R3). */
  bucket: string
  phone: string
  knownBrowser: boolean
  toAnyNumber: boolean
  /** Times of unsent SMS, which cause no cooldown. */
  unsentMs?: readonly number[]
}

/** Returns the keys of one message. A bucket with exhausted attempts sends none (R3). */
export function sendLimitKeys({
  bucket,
  phone,
  browserHash,
  clientIp,
  knownBrowser,
  toAnyNumber,
  unsentMs,
}: Sender): LimitKey[] {
  const common: LimitKey[] = [
    { policy: 'wrongCodesPerBucket', of: bucket, how: 'peek' },
    { policy: 'sendsPerBucket', of: bucket },
    { policy: 'sendsPerBrowser', of: `${bucket}:${browserHash}`, forgivenMs: unsentMs },
  ]
  if (knownBrowser)
    return [
      ...common,
      { policy: 'sendsPerAccount', of: bucket },
      { policy: 'knownBrowserSendsPerIp', of: ipKey(clientIp) },
    ]
  return [
    ...common,
    { policy: 'sendsPerPhone', of: phone },
    { policy: 'sendsPerIp', of: ipKey(clientIp) },
    ...(toAnyNumber ? [rangeLimitKey(phone)] : []),
  ]
}

/** One event is released once the number is verified, so that legitimate sign-ups rarely fill a range. */
export const rangeLimitKey = (phone: string): LimitKey => ({ policy: 'sendsPerRange', of: rangeOf(phone) })

/** Require a challenge when exceeded. One event of each is released once the number is verified. */
export function networkLimitKeys(clientIp: string): LimitKey[] {
  const site = ipv6SiteKey(clientIp)
  return [
    { policy: 'sendsPerNetwork', of: networkKey(clientIp) },
    ...(site === null ? [] : [{ policy: 'sendsPerSite', of: site } as const]),
  ]
}

/** Counted before the comparison. The last two make later starts require a challenge. */
export const attemptLimitKeys = (of: { bucket: string; phone: string; clientIp: string }): LimitKey[] => [
  { policy: 'wrongCodesPerBucket', of: of.bucket },
  { policy: 'wrongCodesPerIp', of: ipKey(of.clientIp), how: 'count' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'count' },
]

export const riskLimitKeys = (of: { phone: string; clientIp: string }): LimitKey[] => [
  { policy: 'wrongCodesPerIp', of: ipKey(of.clientIp), how: 'peek' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'peek' },
]

/** For requests bounded only by IP: the IP's limit, and that of its site, if any. */
function ipLimitKeys(clientIp: string, own: PolicyName, ofSite: PolicyName): LimitKey[] {
  const site = ipv6SiteKey(clientIp)
  return [{ policy: own, of: ipKey(clientIp) }, ...(site === null ? [] : [{ policy: ofSite, of: site }])]
}

export const accessKeyLimitKeys = (clientIp: string): LimitKey[] =>
  ipLimitKeys(clientIp, 'accessKeysPerIp', 'accessKeysPerSite')

interface Attempt {
  phone: string
  clientIp: string
  own: string | null
}

/** Counted before the comparison. `wrong` is released if the password is right, `any` is not. */
export const passwordLimitKeys = (of: Attempt): { wrong: LimitKey; any: LimitKey[] } => ({
  wrong:
    of.own === null
      ? { policy: 'wrongPasswordsPerPhone', of: of.phone }
      : { policy: 'wrongPasswordsPerKnownBrowser', of: of.own },
  any: ipLimitKeys(of.clientIp, 'passwordsPerIp', 'passwordsPerSite'),
})
