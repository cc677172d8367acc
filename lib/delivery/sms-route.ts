import { env } from '@/lib/config/env'
import type { GatewayName } from './gateways/registry'

/** Returns the value of the longest prefix of the number. The configuration lists longer prefixes first. */
export const forPhone = <T>(entries: { prefix: string; value: T }[], phone: string): T | undefined =>
  entries.find(({ prefix }) => phone.startsWith(prefix))?.value

/** Returns the gateways of a number's route, in order. In a demo, real gateways serve DEMO_NUMBERS only (R12). */
export function gatewaysFor(phone: string): GatewayName[] {
  const { smsRoutes, mode, demoNumbers, simulatedGateways } = env()
  const route = forPhone(smsRoutes, phone) ?? []
  if (mode === 'live' || demoNumbers === '*' || demoNumbers.includes(phone)) return route
  const allowed = route.filter((gateway) => simulatedGateways.includes(gateway))
  return allowed.length > 0 ? allowed : ['handset']
}
