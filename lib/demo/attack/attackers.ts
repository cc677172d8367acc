import { networkLimitKeys, sendLimitKeys } from '@/lib/guard/limit-keys'
import { counterKey } from '@/lib/guard/limiter'
import { rangeOf } from '@/lib/guard/number-range'
import { type Start, senderOf } from '@/lib/verification/initiate'

export const STARTS = 2400
const NUMBERS = 80
const CLIENTS = 200
const NETWORKS = 50
/** A block that is reserved for fiction, and in this area code for attacks on the stage: +1 907 555 0120 to 0199. */
const AREA = '+1907555'
const FIRST_LINE = 120
/** No hash of a cookie looks like this, so no browser has access to the attack's verifications (R5). */
export const ATTACKING_BROWSERS = 'stage-attack:'

/** Clients of 198.18.0.0/15, which is reserved for benchmarks (RFC 2544), four in each of 50 networks. */
const clientIpOf = (n: number) => `198.18.${n % NETWORKS}.${10 + Math.floor((n % CLIENTS) / NETWORKS)}`
const phoneOf = (n: number) => `${AREA}${String(FIRST_LINE + (n % NUMBERS)).padStart(4, '0')}`

/** Returns the n-th start of the attack. It is the same in each run, so that a later run can delete what a crash left. */
export const attackStart = (n: number): Start => ({
  purpose: 'SIGN_UP',
  phone: phoneOf(n),
  clientIp: clientIpOf(n),
  browserHash: `${ATTACKING_BROWSERS}${n}`,
  isPresenter: false,
  locale: 'en',
})

export interface AttackRows {
  range: string
  browserPrefix: string
  limitKeys: string[]
}

/** Identifies all rows that an attack may cause. */
export function attackRows(): AttackRows {
  const keys = Array.from({ length: STARTS }, (_, n) => limitKeysOf(attackStart(n))).flat()
  return { range: rangeOf(phoneOf(0)), browserPrefix: ATTACKING_BROWSERS, limitKeys: [...new Set(keys)] }
}

function limitKeysOf(start: Start): string[] {
  const sender = senderOf({ ...start, userId: null, knownBrowser: false }, start)
  return [...sendLimitKeys(sender), ...networkLimitKeys(start.clientIp)].map(counterKey)
}
