import { db } from '@/lib/db/driver/client'
import { acquireLimits, dropNewestHits, type LimitQuery } from '@/lib/db/queries/counters'
import { type LimitLevel, MAX_COUNTED_EVENTS, type PolicyName, policyFor } from './policies'

/** A key of a policy. `peek` decides without counting, `count` counts without deciding. */
export interface LimitKey {
  policy: PolicyName
  of: string
  how?: 'peek' | 'count'
  forgivenMs?: readonly number[]
}

declare const permit: unique symbol

/** Proof that a request passed the rate limiter: required to send and to compare. Only `acquire` creates it. */
export interface Permit {
  readonly [permit]: true
}

export interface Rejected {
  allowed: false
  policy: PolicyName
  retryInSeconds: number
  requiresChallenge: boolean
}

export type Decision = { allowed: true } | Rejected
export type Acquired = { allowed: true; permit: Permit } | Rejected

export const counterKey = ({ policy, of }: LimitKey): string => `${policy}:${of}`

function queryOf(limitKey: LimitKey, level: LimitLevel | undefined, mayTake: boolean): LimitQuery {
  const { max, windowSeconds, spacingSeconds } = policyFor(limitKey.policy, level)
  const { how, forgivenMs } = limitKey
  return {
    key: counterKey(limitKey),
    decides: how !== 'count',
    takes: mayTake && how !== 'peek',
    seconds: windowSeconds,
    max: Number.isFinite(max) ? max : null,
    // Keeps more than `max`: otherwise a right attempt would displace a wrong one before it is released.
    kept: how === 'count' ? MAX_COUNTED_EVENTS : Math.min(max, MAX_COUNTED_EVENTS),
    spacing: spacingSeconds,
    forgiven: forgivenMs?.map((ms) => new Date(ms)),
  }
}

/** Returns the rejections, longest wait first. Rejections that a challenge would lift come last. */
async function decide(limitKeys: LimitKey[], level: LimitLevel | undefined, mayTake: boolean): Promise<Rejected[]> {
  const refused = await acquireLimits(
    db(),
    limitKeys.map((one) => queryOf(one, level, mayTake)),
  )
  const waits = new Map(refused.map(({ refusedKey, waitSeconds }) => [refusedKey, waitSeconds]))
  return limitKeys
    .filter((one) => one.how !== 'count' && waits.has(counterKey(one)))
    .map((one): Rejected => {
      const requiresChallenge = policyFor(one.policy, level).requiresChallenge ?? false
      const retryInSeconds = Math.ceil(waits.get(counterKey(one)) ?? 0)
      return { allowed: false, policy: one.policy, retryInSeconds, requiresChallenge }
    })
    .toSorted(
      (a, b) => Number(a.requiresChallenge) - Number(b.requiresChallenge) || b.retryInSeconds - a.retryInSeconds,
    )
}

/** Decides all keys of a request atomically, in a statement that commits on its own (R13): all are counted or none. */
export async function acquire(limitKeys: LimitKey[], level?: LimitLevel): Promise<Acquired> {
  const [rejected] = await decide(limitKeys, level, true)
  return rejected ?? { allowed: true, permit: {} as Permit }
}

/** Returns what `acquire` would return now, without counting or locking anything. */
export const peek = async (limitKeys: LimitKey[], level?: LimitLevel): Promise<Decision> =>
  (await peekAll(limitKeys, level))[0] ?? { allowed: true }

export const peekAll = (limitKeys: LimitKey[], level?: LimitLevel): Promise<Rejected[]> =>
  decide(limitKeys, level, false)

/** Releases one event of each key, for a request that turned out to be legitimate. */
export const release = (limitKeys: LimitKey[]): Promise<void> => dropNewestHits(db(), limitKeys.map(counterKey))
