import { type Behavior, DELIVERED } from './carrier-behaviors'
import type { NetworkCondition } from './network-conditions'

type Fate =
  | { kind: 'refused' }
  | {
      kind: 'accepted'
      arrives: boolean
      receipt: 'DELIVERED' | 'UNDELIVERED' | null
      receiptDetail: string | null
      /** From the gateway to the carrier, and from there to the phone. */
      carrierMs: number
      delayMs: number
    }

/** The gateway responds after the first time, the carrier has the message after the second. */
export const SLOW_MOTION = { gatewayMs: 1200, carrierMs: 1200, deliveryMs: 2400 } as const

interface Sending {
  behavior: Behavior
  condition: NetworkCondition
  /** Mean delay where the condition has none. */
  usualDelayMs: number
  random: () => number
}

/** Decides what happens to a message. The behavior of its number takes precedence over loss and a carrier that is down. */
export function fateOf({ behavior, condition, usualDelayMs, random }: Sending): Fate {
  if (random() < condition.failureRate) return { kind: 'refused' }
  const carried = behavior === DELIVERED ? carriedUnder(condition, random) : carriedBy(behavior)
  const delayMs = varied(condition.delayMs ?? usualDelayMs, random)
  return condition.slowMotion
    ? {
        kind: 'accepted',
        ...carried,
        carrierMs: SLOW_MOTION.carrierMs,
        delayMs: Math.max(delayMs, SLOW_MOTION.deliveryMs),
      }
    : { kind: 'accepted', ...carried, carrierMs: 0, delayMs }
}

type Carried = Pick<Fate & { kind: 'accepted' }, 'arrives' | 'receipt' | 'receiptDetail'>

function carriedUnder({ loss, carrierDown }: NetworkCondition, random: () => number): Carried {
  if (random() < loss) return { arrives: false, receipt: null, receiptDetail: null }
  if (carrierDown) return { arrives: false, receipt: 'UNDELIVERED', receiptDetail: 'the carrier is down' }
  return carriedBy(DELIVERED)
}

function carriedBy({ arrives, receipt, refusal, reason }: Behavior): Carried {
  if (receipt === 'DELIVRD') return { arrives, receipt: 'DELIVERED', receiptDetail: null }
  const isReported = receipt !== undefined || refusal !== undefined
  return { arrives, receipt: isReported ? 'UNDELIVERED' : null, receiptDetail: reason ?? null }
}

/** Varies a delay by up to a third. */
const varied = (ms: number, random: () => number) => Math.round((ms * (2 + 2 * random())) / 3)
