import { env } from '@/lib/config/env'
import { isDegraded, isRoutable, letsThrough } from './circuit-breakers'
import type { GatewayName } from './gateways/registry'
import { forPhone, gatewaysFor } from './sms-route'

/** Whether messages to that number end on a simulated phone, by whichever gateway of its route. */
export const staysSimulated = (phone: string): boolean =>
  gatewaysFor(phone).every((gateway) => env().simulatedGateways.some((one) => one === gateway))

/** Who a message to that number says it is from. */
export const senderFor = (phone: string): string => forPhone(env().smsSenders, phone) ?? ''

/**
 * The gateway to try next: one that hasn't been tried comes before one that has, the one tried longest ago before the
 * others, and one that works before all that don't.
 */
export function nextGateway<T extends string>(candidates: T[], tried: string[]): T | undefined {
  const fresh = candidates.toSorted((a, b) => tried.lastIndexOf(a) - tried.lastIndexOf(b))
  const open = fresh.filter(letsThrough)
  return open.find((gateway) => !isDegraded(gateway)) ?? open[0] ?? fresh[0]
}

/** Which gateway takes a message to this phone. */
export const gatewayFor = (phone: string): GatewayName => gatewayAfter(phone, [])

/** The same after those that have been tried for the same code. */
export const gatewayAfter = (phone: string, tried: string[]): GatewayName =>
  nextGateway(gatewaysFor(phone), tried) ?? 'null'

/** Whether any gateway of the number's route works, as far as one may tell (R9). */
export const isReachable = (phone: string): boolean => gatewaysFor(phone).some(isRoutable)
