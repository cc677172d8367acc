import { auditWithin } from '@/lib/audit/audit'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { clearCounters, lastLift, noteLift } from '@/lib/db/queries/counters'
import { clearSpend } from '@/lib/db/queries/spend'
import { clearTallies } from '@/lib/db/queries/tallies'
import { cached, clearCache } from './cached'
import type { PolicyName } from './policies'
import { forgetTallies } from './tallies'

const CACHED_MS = 2000
/** These protect the demo itself. */
const KEPT: PolicyName[] = ['accessKeysPerIp', 'accessKeysPerSite']

/**
 * Returns when the demo's limits were last lifted. Closed ranges ignore older verifications. Always null in live (R12).
 */
export const liftedAt = async (): Promise<Date | null> =>
  env().mode === 'demo' ? cached('limits-lifted', CACHED_MS, () => lastLift(db())) : null

/** Resets all limits and sums, unless real phones can be reached. Other processes follow within a minute. */
export async function liftLimits({ network }: { network: string }): Promise<boolean> {
  if (!env().allSimulated) return false
  await db().$transaction(async (tx) => {
    await clearCounters(tx, KEPT)
    await clearTallies(tx)
    await clearSpend(tx)
    await noteLift(tx)
    await auditWithin(tx, { event: 'limits.lifted', network })
  })
  clearCache()
  forgetTallies()
  return true
}
