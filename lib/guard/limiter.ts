import { db } from '@/lib/db/client'
import { addHits, dropNewestHit, lockCounters, purgeCounters, readCounters } from '@/lib/db/counters'
import { waitMs } from './decide'
import { type Policy, type PolicyName, policies } from './policies'

/** One key under one policy. `cost: 0` asks for room without taking it. */
export interface Charge {
  policy: PolicyName
  of: string
  cost?: 0 | 1
}

export type Decision = { allowed: true } | { allowed: false; policy: PolicyName; retryInSeconds: number }

const keyOf = (charge: Charge) => `${charge.policy}:${charge.of}`
const policyOf = (charge: Charge): Policy => policies()[charge.policy]

function decide(charges: Charge[], { nowMs, hitsMs }: { nowMs: number; hitsMs: Map<string, number[]> }): Decision {
  const waits = charges.map((one) => ({
    policy: one.policy,
    ms: waitMs(policyOf(one), hitsMs.get(keyOf(one)) ?? [], nowMs),
  }))
  const longest = waits.reduce((a, b) => (b.ms > a.ms ? b : a))
  if (longest.ms === 0) return { allowed: true }
  return { allowed: false, policy: longest.policy, retryInSeconds: Math.ceil(longest.ms / 1000) }
}

/**
 * Decides all keys of a request together and commits by itself (R13): all are charged or none. Rows are locked in key
 * order, so two requests never wait for each other in a circle. When refused, `retryInSeconds` is the longest wait.
 */
export function charge(charges: Charge[]): Promise<Decision> {
  return db().$transaction(async (tx) => {
    const decision = decide(charges, await lockCounters(tx, charges.map(keyOf)))
    if (!decision.allowed) return decision
    const paid = charges.filter((one) => one.cost !== 0)
    await addHits(
      tx,
      paid.map((one) => ({ key: keyOf(one), windowSeconds: policyOf(one).windowSeconds })),
    )
    return decision
  })
}

/** What `charge` would answer now; takes nothing and locks nothing, so it only informs. */
export const foresee = async (charges: Charge[]): Promise<Decision> =>
  decide(charges, await readCounters(db(), charges.map(keyOf)))

/** Gives one event back: what had to be paid for before it was looked at turned out right. */
export const giveBack = (one: Charge): Promise<void> => dropNewestHit(db(), keyOf(one))

const PURGED_AT_ONCE = 500

/** Forgets limits whose events no longer count. */
export const forgetOldLimits = (): Promise<number> => purgeCounters(db(), PURGED_AT_ONCE)
