import { env } from '@/lib/env'
import { androidGateway } from './android'
import type { SmsGateway } from './gateway'
import { handsetGateway } from './handset'
import { kannelGateway } from './kannel'
import { nullGateway } from './null'
import { twilioGateway } from './twilio'
import { vonageGateway } from './vonage'

/** How to come by each gateway. No handset outside the demo. */
const gateways = {
  null: () => nullGateway,
  handset: () => (env().mode === 'demo' ? handsetGateway : undefined),
  kannel: () => made(kannelGateway, env().gateways.kannel),
  twilio: () => made(twilioGateway, env().gateways.twilio),
  vonage: () => made(vonageGateway, env().gateways.vonage),
  android: () => made(androidGateway, env().gateways.android),
} satisfies Record<string, () => SmsGateway | undefined>

export type GatewayName = keyof typeof gateways

const kept = new WeakMap<object, SmsGateway>()

/** Made once, since each holds its connections; undefined where this configuration doesn't have the gateway. */
function made<T extends object>(make: (settings: T) => SmsGateway, settings: T | undefined): SmsGateway | undefined {
  if (!settings) return undefined
  const gateway = kept.get(settings) ?? make(settings)
  kept.set(settings, gateway)
  return gateway
}

/** The gateway of that name, or null: names also come from outside, in receipt addresses. */
export const gatewayNamed = (name: string): SmsGateway | null =>
  Object.hasOwn(gateways, name) ? (gateways[name as GatewayName]() ?? null) : null
