import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { markReported, unreportedArrivals } from '@/lib/db/queries/handset-messages'
import { receive } from '@/lib/delivery/receipts'
import type { Behavior } from '@/lib/demo/carrier-behaviors'
import { carrierBehavior } from './route-behavior'

const AT_ONCE = 100

/**
 * The simulated carrier's half of the demo: what has arrived on a phone, or got lost, is reported by a receipt, the way any
 * gateway reports. Reported first and marked after, so that a crash repeats a receipt rather than loses it.
 */
export async function reportArrivals(): Promise<void> {
  for (const { id, to, reference } of await unreportedArrivals(db(), AT_ONCE)) {
    const outcome = outcomeOf(carrierBehavior(to))
    if (outcome) await report({ reference, ...outcome })
    await markReported(db(), id)
  }
}

/** What the receipt says; null for a number whose messages are never reported. A refused message is reported as undelivered. */
function outcomeOf({ receipt, refusal, reason: detail }: Behavior) {
  if (receipt === 'DELIVRD') return { status: 'DELIVERED' }
  return receipt || refusal ? { status: 'UNDELIVERED', detail } : null
}

const report = (receipt: object) =>
  receive(
    'handset',
    new Request(`${env().appOrigin}/api/gateways/handset/receipts`, { method: 'POST', body: JSON.stringify(receipt) }),
  )
