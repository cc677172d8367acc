import { db } from '@/lib/db/client'
import { markReported, unreportedArrivals } from '@/lib/db/handset-messages'
import { env } from '@/lib/env'
import { receive } from './receipts'

const AT_ONCE = 100

/**
 * The simulated carrier's half of the demo: what has arrived on a handset is reported by a receipt, the way any gateway
 * reports. Reported first and marked after, so that a crash repeats a receipt rather than loses it.
 */
export async function reportArrivals(): Promise<void> {
  for (const { id, reference } of await unreportedArrivals(db(), AT_ONCE)) {
    const body = JSON.stringify({ reference, status: 'DELIVERED' })
    await receive('handset', new Request(`${env().appOrigin}/api/gateways/handset/receipts`, { method: 'POST', body }))
    await markReported(db(), id)
  }
}
