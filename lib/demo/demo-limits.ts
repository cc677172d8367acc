import { isFromOwnOrigin, isPresenter, readClient } from '@/lib/auth/request'
import { isDemo, sendsRealTexts } from '@/lib/auth/site'
import { env } from '@/lib/config/env'
import { ipKey } from '@/lib/guard/ip-key'
import { liftLimits } from '@/lib/guard/lifted-limits'
import { type LimitName, policyFor } from '@/lib/guard/policies'

export type { LimitName }

/** Limits are disclosed and can be lifted only if every phone is simulated (R12). */
const isSimulation = () => isDemo() && !sendsRealTexts()

export const presenterLimits = () => env().presenterLimits

export const mayLiftLimits = async (): Promise<boolean> => isSimulation() && (await isPresenter())

/** Returns the maximum of a limit, 0 if it has no single maximum, or null if disclosing it could help an attacker. */
export async function reachedLimit(name: LimitName): Promise<{ max: number } | null> {
  if (!isSimulation()) return null
  if (name === 'spendingCap' || name === 'closedRange') return { max: 0 }
  return { max: policyFor(name, await readClient()).max }
}

export async function liftDemoLimits(): Promise<boolean> {
  if (!(await isFromOwnOrigin()) || !(await mayLiftLimits())) return false
  return liftLimits({ network: ipKey((await readClient()).clientIp) })
}
