import { db } from '@/lib/db/driver/client'
import { addHits, dropNewestHits, lockCounters, readCounters } from '@/lib/db/queries/counters'
import { type Client, type PolicyName, policyFor } from './policies'
import { waitMs, withoutForgiven } from './sliding-window'

/**
 * One key under one policy. `ask` decides without taking anything; `note` takes without deciding, for what other requests
 * are decided by.
 */
export interface Charge {
  policy: PolicyName
  of: string
  how?: 'ask' | 'note'
  /** Times of events that don't count after all; the hit of each is ignored. */
  forgivenMs?: readonly number[]
}

declare const paid: unique symbol

/** That a request was decided and charged. Whatever starts, resends or compares wants to be handed one; only `charge` makes it. */
export interface Paid {
  readonly [paid]: true
}

export interface Refused {
  allowed: false
  policy: PolicyName
  retryInSeconds: number
  /** The limit is passed by an extra check, not by waiting. */
  asksCheck: boolean
}

export type Decision = { allowed: true } | Refused
export type Charged = { allowed: true; paid: Paid } | Refused

const keyOf = (charge: Charge) => `${charge.policy}:${charge.of}`

/** The longest wait of all; what no waiting but a check would get around is said last. */
function decide(
  charges: Charge[],
  { nowMs, hitsMs }: { nowMs: number; hitsMs: Map<string, number[]> },
  client: Client | undefined,
): Decision {
  const refusals = charges
    .filter(({ how }) => how !== 'note')
    .map((one): Refused => {
      const policy = policyFor(one.policy, client)
      const ms = waitMs(policy, withoutForgiven(hitsMs.get(keyOf(one)) ?? [], one.forgivenMs), nowMs)
      const asksCheck = policy.asksCheck ?? false
      return { allowed: false, policy: one.policy, retryInSeconds: Math.ceil(ms / 1000), asksCheck }
    })
    .filter(({ retryInSeconds }) => retryInSeconds > 0)
    .toSorted((a, b) => Number(a.asksCheck) - Number(b.asksCheck) || b.retryInSeconds - a.retryInSeconds)
  return refusals[0] ?? { allowed: true }
}

/**
 * Decides all keys of a request together and commits by itself (R13): all are charged or none. Rows are locked in key
 * order, so two requests never wait for each other in a circle. When refused, `retryInSeconds` is the longest wait.
 */
export function charge(charges: Charge[], client?: Client): Promise<Charged> {
  return db().$transaction(async (tx) => {
    const taken = charges
      .filter(({ how }) => how !== 'ask')
      .map((one) => ({
        ...policyFor(one.policy, client),
        key: keyOf(one),
        // Of what is only noted all is kept: else right guesses, given back, would wash out wrong ones.
        ...(one.how === 'note' && { max: Number.POSITIVE_INFINITY }),
      }))
    const asked = charges.filter(({ how }) => how === 'ask').map(keyOf)
    const counters = await lockCounters(tx, { taken: taken.map(({ key }) => key), asked })
    const decision = decide(charges, counters, client)
    if (!decision.allowed) return decision
    await addHits(tx, taken)
    return { ...decision, paid: {} as Paid }
  })
}

/** What `charge` would answer now; takes nothing and locks nothing, so it only informs. */
export const foresee = async (charges: Charge[], client?: Client): Promise<Decision> =>
  decide(charges, await readCounters(db(), charges.map(keyOf)), client)

/** Gives one event of each back: what had to be paid for before it was looked at turned out right. */
export const giveBack = (charges: Charge[]): Promise<void> => dropNewestHits(db(), charges.map(keyOf))
