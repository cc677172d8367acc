import { env } from '@/lib/config/env'
import { isDegraded, isRoutable, letsThrough } from './circuit-breakers'
import type { GatewayName } from './gateways/registry'
import { forPhone, gatewaysFor } from './sms-route'

export const staysSimulated = (phone: string): boolean =>
  gatewaysFor(phone).every((gateway) => env().simulatedGateways.some((one) => one === gateway))

export const senderFor = (phone: string): string => forPhone(env().smsSenders, phone) ?? ''

/** Prefers gateways that work, then those that are not degraded, then the least recently tried. */
export function nextGateway<T extends string>(candidates: T[], tried: string[]): T | undefined {
  const leastRecentFirst = candidates.toSorted((a, b) => tried.lastIndexOf(a) - tried.lastIndexOf(b))
  const working = leastRecentFirst.filter(letsThrough)
  return working.find((gateway) => !isDegraded(gateway)) ?? working[0] ?? leastRecentFirst[0]
}

export const gatewayFor = (phone: string): GatewayName => gatewayAfter(phone, [])

export const gatewayAfter = (phone: string, tried: string[]): GatewayName =>
  nextGateway(gatewaysFor(phone), tried) ?? 'null'

/** Whether any gateway of the number's route is routable; the result does not depend on accounts (R9). */
export const isReachable = (phone: string): boolean => gatewaysFor(phone).some(isRoutable)
