import { db } from '@/lib/db/driver/client'
import { countedEvents } from '@/lib/db/queries/counters'
import type { VerificationDetailRow } from '@/lib/db/queries/verification-details'
import { attemptLimitKeys, networkLimitKeys, sendLimitKeys } from '@/lib/guard/limit-keys'
import { counterKey, type LimitKey } from '@/lib/guard/limiter'
import { type Client, type PolicyName, policies, policyFor } from '@/lib/guard/policies'
import { senderOf } from '@/lib/verification/initiate'

export interface MovedLimit {
  policy: PolicyName
  counted: number
  /** Null for a limit that only requires a wait. */
  max: number | null
  windowSeconds: number
  reason: string
}

const OF_CLIENT_IP: ReadonlySet<PolicyName> = new Set([
  'sendsPerIp',
  'knownBrowserSendsPerIp',
  'sendsPerNetwork',
  'sendsPerSite',
  'wrongCodesPerIp',
])

/**
 * Returns the limits that count events of a verification's subject, without counting. Its client IP is not stored, so limits
 * by IP are included only for the browser that started it.
 */
export async function movedLimits(row: VerificationDetailRow, viewer: Client): Promise<MovedLimit[]> {
  const limitKeys = limitKeysOf(row, { ...viewer, browserHash: row.browserHash }).filter(
    ({ policy }) => viewer.browserHash === row.browserHash || !OF_CLIENT_IP.has(policy),
  )
  const found = limitKeys.map((limitKey) => ({ ...policyFor(limitKey.policy, viewer), limitKey }))
  const keys = found.map(({ limitKey, windowSeconds }) => ({ key: counterKey(limitKey), seconds: windowSeconds }))
  const rows = await countedEvents(db(), keys)
  const counts = new Map(rows.map(({ key, counted }) => [key, counted]))
  return found
    .map(({ limitKey, max, windowSeconds, reason }) => ({
      policy: limitKey.policy,
      counted: counts.get(counterKey(limitKey)) ?? 0,
      // A presenter's maximum is finite for every policy.
      max: Number.isFinite(policies()[limitKey.policy].max) ? max : null,
      windowSeconds,
      reason,
    }))
    .filter(({ counted }) => counted > 0)
}

function limitKeysOf(row: VerificationDetailRow, client: Client): LimitKey[] {
  const sender = senderOf(row, client)
  const all = [
    ...sendLimitKeys(sender),
    ...(sender.toAnyNumber ? networkLimitKeys(client.clientIp) : []),
    ...attemptLimitKeys(sender),
  ]
  return [...new Map(all.map((one) => [counterKey(one), one])).values()]
}
