import { ipKey, networkKey, siteKey } from './ip-key'
import type { LimitKey } from './limiter'
import { rangeOf } from './number-range'
import type { Client, PolicyName } from './policies'

/** Who asks for a message to be sent, as limits know them. */
export interface Sender extends Client {
  /** The key of its quotas (R3). */
  bucket: string
  phone: string
  /** The browser has signed in to the account before: what strangers use up isn't its. */
  knownBrowser: boolean
  /** What is asked for goes to any number, not only to those that were proved before. */
  toAnyNumber: boolean
  /** When messages were requested that no carrier can have received: these don't delay the next one. */
  unsentMs?: readonly number[]
}

/** What one message costs: all keys together or nothing, and none at all in a bucket whose attempts are used up (R3). */
export function sendLimitKeys({
  bucket,
  phone,
  browserHash,
  clientIp,
  knownBrowser,
  toAnyNumber,
  unsentMs,
}: Sender): LimitKey[] {
  const everybodys: LimitKey[] = [
    { policy: 'wrongCodesPerBucket', of: bucket, how: 'ask' },
    { policy: 'sendsPerBucket', of: bucket },
    { policy: 'sendsPerBrowser', of: `${bucket}:${browserHash}`, forgivenMs: unsentMs },
  ]
  if (knownBrowser)
    return [
      ...everybodys,
      { policy: 'sendsPerAccount', of: bucket },
      { policy: 'knownBrowserSendsPerIp', of: ipKey(clientIp) },
    ]
  return [
    ...everybodys,
    { policy: 'sendsPerPhone', of: phone },
    { policy: 'sendsPerIp', of: ipKey(clientIp) },
    ...(toAnyNumber ? [rangeLimitKey(phone)] : []),
  ]
}

/** Released once the number is proved: a range whose numbers are real is never full. */
export const rangeLimitKey = (phone: string): LimitKey => ({ policy: 'sendsPerRange', of: rangeOf(phone) })

/** Networks from which much is sent; released once the number is verified. Beyond them a challenge is asked for. */
export function networkLimitKeys(clientIp: string): LimitKey[] {
  const site = siteKey(clientIp)
  return [
    { policy: 'sendsPerNetwork', of: networkKey(clientIp) },
    ...(site === null ? [] : [{ policy: 'sendsPerSite', of: site } as const]),
  ]
}

/** What one attempt at a code costs before it is looked at; the last two make later starts require a challenge. */
export const attemptLimitKeys = (of: { bucket: string; phone: string; clientIp: string }): LimitKey[] => [
  { policy: 'wrongCodesPerBucket', of: of.bucket },
  { policy: 'wrongCodesPerIp', of: ipKey(of.clientIp), how: 'note' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'note' },
]

/** What may require a challenge before a start. */
export const riskLimitKeys = (of: { phone: string; clientIp: string }): LimitKey[] => [
  { policy: 'wrongCodesPerIp', of: ipKey(of.clientIp), how: 'ask' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'ask' },
]

/** For what nothing but the IP bounds: its own limit, and with it that of its whole site where it has one. */
function ipLimitKeys(clientIp: string, own: PolicyName, ofSite: PolicyName): LimitKey[] {
  const site = siteKey(clientIp)
  return [{ policy: own, of: ipKey(clientIp) }, ...(site === null ? [] : [{ policy: ofSite, of: site }])]
}

/** What one try of a demo's key costs, right or wrong. */
export const accessKeyLimitKeys = (clientIp: string): LimitKey[] =>
  ipLimitKeys(clientIp, 'accessKeysPerIp', 'accessKeysPerSite')

interface Attempt {
  phone: string
  clientIp: string
  /** The account and the browser that has signed in to it before; null for everybody else. */
  own: string | null
}

/** What one try of a password costs before it is looked at: `wrong` is released when it was right, `any` isn't. */
export const passwordLimitKeys = (of: Attempt): { wrong: LimitKey; any: LimitKey[] } => ({
  wrong:
    of.own === null
      ? { policy: 'wrongPasswordsPerPhone', of: of.phone }
      : { policy: 'wrongPasswordsPerKnownBrowser', of: of.own },
  any: ipLimitKeys(of.clientIp, 'passwordsPerIp', 'passwordsPerSite'),
})
