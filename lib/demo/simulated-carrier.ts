import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { markReported, unreportedArrivals } from '@/lib/db/queries/handset-messages'
import { receive } from '@/lib/delivery/receipts'
import type { Behavior } from '@/lib/demo/carrier-behaviors'
import { carrierBehavior } from './route-behavior'

const AT_ONCE = 100

/** Sends the receipts that are due. Marks them afterwards, so that a crash repeats a receipt instead of losing it. */
export async function reportArrivals(): Promise<void> {
  for (const { id, to, reference } of await unreportedArrivals(db(), AT_ONCE)) {
    const outcome = outcomeOf(carrierBehavior(to))
    if (outcome) await report({ reference, ...outcome })
    await markReported(db(), id)
  }
}

function outcomeOf({ receipt, refusal, reason: detail }: Behavior) {
  if (receipt === 'DELIVRD') return { status: 'DELIVERED' }
  return receipt || refusal ? { status: 'UNDELIVERED', detail } : null
}

const report = (receipt: object) =>
  receive(
    'handset',
    new Request(`${env().appOrigin}/api/gateways/handset/receipts`, { method: 'POST', body: JSON.stringify(receipt) }),
  )
