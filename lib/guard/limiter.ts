import { db } from '@/lib/db/driver/client'
import { addHits, dropNewestHits, lockCounters, readCounters } from '@/lib/db/queries/counters'
import { type Client, type PolicyName, policyFor } from './policies'
import { waitMs, withoutForgiven } from './sliding-window'

/**
 * One key under one policy. `ask` decides without taking anything; `note` takes without deciding, for what other requests
 * are decided by.
 */
export interface LimitKey {
  policy: PolicyName
  of: string
  how?: 'ask' | 'note'
  /** Times of events that don't count after all; the hit of each is ignored. */
  forgivenMs?: readonly number[]
}

declare const permit: unique symbol

/** Proof that a request passed the rate limiter. Starting, resending and comparing require one; only `acquire` creates it. */
export interface Permit {
  readonly [permit]: true
}

export interface Rejected {
  allowed: false
  policy: PolicyName
  retryInSeconds: number
  /** The limit is passed by a challenge, not by waiting. */
  requiresChallenge: boolean
}

export type Decision = { allowed: true } | Rejected
export type Acquired = { allowed: true; permit: Permit } | Rejected

/** Returns the key under which a limit's counter is stored. */
export const counterKey = (limitKey: LimitKey): string => `${limitKey.policy}:${limitKey.of}`

/** The longest wait of all; what no waiting but a check would get around is said last. */
function decide(
  limitKeys: LimitKey[],
  { nowMs, hitsMs }: { nowMs: number; hitsMs: Map<string, number[]> },
  client: Client | undefined,
): Decision {
  const refusals = limitKeys
    .filter(({ how }) => how !== 'note')
    .map((one): Rejected => {
      const policy = policyFor(one.policy, client)
      const ms = waitMs(policy, withoutForgiven(hitsMs.get(counterKey(one)) ?? [], one.forgivenMs), nowMs)
      const requiresChallenge = policy.requiresChallenge ?? false
      return { allowed: false, policy: one.policy, retryInSeconds: Math.ceil(ms / 1000), requiresChallenge }
    })
    .filter(({ retryInSeconds }) => retryInSeconds > 0)
    .toSorted(
      (a, b) => Number(a.requiresChallenge) - Number(b.requiresChallenge) || b.retryInSeconds - a.retryInSeconds,
    )
  return refusals[0] ?? { allowed: true }
}

/**
 * Decides all keys of a request together and commits by itself (R13): all are counted or none. Rows are locked in key
 * order, so two requests never wait for each other in a circle. When refused, `retryInSeconds` is the longest wait.
 */
export function acquire(limitKeys: LimitKey[], client?: Client): Promise<Acquired> {
  return db().$transaction(async (tx) => {
    const taken = limitKeys
      .filter(({ how }) => how !== 'ask')
      .map((one) => ({
        ...policyFor(one.policy, client),
        key: counterKey(one),
        // Of what is only noted all is kept: else right attempts, released, would wash out wrong ones.
        ...(one.how === 'note' && { max: Number.POSITIVE_INFINITY }),
      }))
    const asked = limitKeys.filter(({ how }) => how === 'ask').map(counterKey)
    const counters = await lockCounters(tx, { taken: taken.map(({ key }) => key), asked })
    const decision = decide(limitKeys, counters, client)
    if (!decision.allowed) return decision
    await addHits(tx, taken)
    return { ...decision, permit: {} as Permit }
  })
}

/** What `acquire` would answer now; takes nothing and locks nothing, so it only informs. */
export const peek = async (limitKeys: LimitKey[], client?: Client): Promise<Decision> =>
  decide(limitKeys, await readCounters(db(), limitKeys.map(counterKey)), client)

/** Releases one event of each: what had to be counted before it was compared turned out right. */
export const release = (limitKeys: LimitKey[]): Promise<void> => dropNewestHits(db(), limitKeys.map(counterKey))
