import { addressKey, networkKey, siteKey } from './ip-key'
import type { Charge } from './limiter'
import type { Client, PolicyName } from './policies'
import { rangeOf } from './range'

/** Who asks for a message to be sent, as limits know them. */
export interface Sender extends Client {
  /** What its budgets are kept under (R3). */
  lane: string
  phone: string
  browserHash: string
  address: string
  /** The browser has signed in to the account before: what strangers use up isn't its. */
  knownBrowser: boolean
  /** What is asked for goes to any number, not only to those that were proved before. */
  toAnyNumber: boolean
  /** When messages were requested that no carrier can have received: these don't delay the next one. */
  unsentMs?: readonly number[]
}

/** What one message costs: all keys together or nothing, and none at all in a lane whose guesses are used up (R3). */
export function sendCharges({
  lane,
  phone,
  browserHash,
  address,
  knownBrowser,
  toAnyNumber,
  unsentMs,
}: Sender): Charge[] {
  const everybodys: Charge[] = [
    { policy: 'wrongCodesPerBucket', of: lane, how: 'ask' },
    { policy: 'sendsPerBucket', of: lane },
    { policy: 'sendsPerBrowser', of: `${lane}:${browserHash}`, forgivenMs: unsentMs },
  ]
  if (knownBrowser)
    return [
      ...everybodys,
      { policy: 'sendsPerAccount', of: lane },
      { policy: 'knownBrowserSendsPerIp', of: addressKey(address) },
    ]
  return [
    ...everybodys,
    { policy: 'sendsPerPhone', of: phone },
    { policy: 'sendsPerIp', of: addressKey(address) },
    ...(toAnyNumber ? [rangeCharge(phone)] : []),
  ]
}

/** Given back once the number is proved: a range whose numbers are real is never full. */
export const rangeCharge = (phone: string): Charge => ({ policy: 'sendsPerRange', of: rangeOf(phone) })

/** Networks from which much is sent; given back once the number is verified. Beyond them a challenge is asked for. */
export function networkCharges(address: string): Charge[] {
  const site = siteKey(address)
  return [
    { policy: 'sendsPerNetwork', of: networkKey(address) },
    ...(site === null ? [] : [{ policy: 'sendsPerSite', of: site } as const]),
  ]
}

/** What one guess at a code costs before it is looked at; the last two make later starts ask for an extra check. */
export const guessCharges = (of: { lane: string; phone: string; address: string }): Charge[] => [
  { policy: 'wrongCodesPerBucket', of: of.lane },
  { policy: 'wrongCodesPerIp', of: addressKey(of.address), how: 'note' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'note' },
]

/** What may ask for an extra check before a start. */
export const riskCharges = (of: { phone: string; address: string }): Charge[] => [
  { policy: 'wrongCodesPerIp', of: addressKey(of.address), how: 'ask' },
  { policy: 'wrongCodesPerRange', of: rangeOf(of.phone), how: 'ask' },
]

/** For what nothing but the address bounds: its own limit, and with it that of its whole site where it has one. */
function addressCharges(address: string, own: PolicyName, ofSite: PolicyName): Charge[] {
  const site = siteKey(address)
  return [{ policy: own, of: addressKey(address) }, ...(site === null ? [] : [{ policy: ofSite, of: site }])]
}

/** What one try of a demo's key costs, right or wrong. */
export const accessKeyCharges = (address: string): Charge[] =>
  addressCharges(address, 'accessKeysPerIp', 'accessKeysPerSite')

interface Attempt {
  phone: string
  address: string
  /** The account and the browser that has signed in to it before; null for everybody else. */
  own: string | null
}

/** What one try of a password costs before it is looked at: `wrong` is given back when it was right, `any` isn't. */
export const passwordCharges = (of: Attempt): { wrong: Charge; any: Charge[] } => ({
  wrong:
    of.own === null
      ? { policy: 'wrongPasswordsPerPhone', of: of.phone }
      : { policy: 'wrongPasswordsPerKnownBrowser', of: of.own },
  any: addressCharges(of.address, 'passwordsPerIp', 'passwordsPerSite'),
})
