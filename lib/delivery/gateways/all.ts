import type { SmsGateway } from './gateway'
import { handsetGateway } from './handset'
import { nullGateway } from './null'

const gateways = { null: nullGateway, handset: handsetGateway } satisfies Record<string, SmsGateway>

export type GatewayName = keyof typeof gateways

/** The gateway of that name, or null: names also come from outside, in receipt addresses. */
export const gatewayNamed = (name: string): SmsGateway | null =>
  Object.hasOwn(gateways, name) ? gateways[name as GatewayName] : null
