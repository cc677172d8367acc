import { db } from '@/lib/db/driver/client'
import { countedEvents } from '@/lib/db/queries/counters'
import type { VerificationDetailRow } from '@/lib/db/queries/verification-details'
import { attemptLimitKeys, networkLimitKeys, sendLimitKeys } from '@/lib/guard/limit-keys'
import { counterKey, type LimitKey } from '@/lib/guard/limiter'
import { type Client, type PolicyName, policyFor } from '@/lib/guard/policies'
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
 * Returns how far the limits of a verification are used, without counting. Its client IP is not stored, so limits by IP are
 * included only for the browser that started it.
 */
export async function movedLimits(row: VerificationDetailRow, viewer: Client): Promise<MovedLimit[]> {
  const limitKeys = limitKeysOf(row, { ...viewer, browserHash: row.browserHash }).filter(
    ({ policy }) => viewer.browserHash === row.browserHash || !OF_CLIENT_IP.has(policy),
  )
  const policies = limitKeys.map(({ policy }) => ({ policy, ...policyFor(policy, viewer) }))
  const keys = limitKeys.map((one, n) => ({ key: counterKey(one), seconds: policies[n]?.windowSeconds ?? 0 }))
  const rows = await countedEvents(db(), keys)
  const counts = new Map(rows.map(({ key, counted }) => [key, counted]))
  return policies.map(({ policy, max, windowSeconds, reason }, n) => ({
    policy,
    counted: counts.get(keys[n]?.key ?? '') ?? 0,
    max: Number.isFinite(max) ? max : null,
    windowSeconds,
    reason,
  }))
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
