import { env } from '@/lib/env'
import type { SmsGateway } from './gateway'
import { handsetGateway } from './handset'
import { nullGateway } from './null'

const gateways = { null: nullGateway, handset: handsetGateway } satisfies Record<string, SmsGateway>

export type GatewayName = keyof typeof gateways

/** The gateway of that name, or null: names also come from outside, in receipt addresses. No handset outside the demo. */
export function gatewayNamed(name: string): SmsGateway | null {
  if (!Object.hasOwn(gateways, name) || (name === 'handset' && env().mode !== 'demo')) return null
  return gateways[name as GatewayName]
}
