import { env } from '@/lib/env'
import { androidGateway } from './android/gateway'
import type { SmsGateway } from './gateway'
import { handsetGateway } from './handset/gateway'
import { kannelGateway } from './kannel/gateway'
import { nullGateway } from './null/gateway'
import { twilioGateway } from './twilio/gateway'
import { vonageGateway } from './vonage/gateway'

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
