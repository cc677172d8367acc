import { isDemo, sendsRealTexts } from '@/lib/auth/mode'
import { client, isFromOwnOrigin, isPresenter } from '@/lib/auth/request'
import { env } from '@/lib/config/env'
import { ipKey } from '@/lib/guard/ip-key'
import { liftLimits } from '@/lib/guard/lifted-limits'
import { type LimitName, policyFor } from '@/lib/guard/policies'

export type { LimitName }

/** Whether limits are named and can be lifted here: only where every phone is simulated (R12). */
const isSimulation = () => isDemo() && !sendsRealTexts()

/** The limits for clients that present the demo. */
export const presenterLimits = () => env().presenterLimits

/** Whether this client may lift the demo's limits. */
export const mayLiftLimits = async (): Promise<boolean> => isSimulation() && (await isPresenter())

/**
 * Returns the maximum of the limit that this client reached, for naming it; null where naming it could help an attacker,
 * or would reveal something. `max` is 0 for sums that have no one maximum.
 */
export async function reachedLimit(name: LimitName): Promise<{ max: number } | null> {
  if (!isSimulation()) return null
  if (name === 'spendingCap' || name === 'closedRange') return { max: 0 }
  return { max: policyFor(name, await client()).max }
}

/** Lifts the demo's limits for a request from our own pages by a client that presents the demo; else returns false. */
export async function liftDemoLimits(): Promise<boolean> {
  if (!(await isFromOwnOrigin()) || !(await mayLiftLimits())) return false
  return liftLimits({ network: ipKey((await client()).clientIp) })
}
