import { android } from './android/gateway'
import type { GatewayVendor } from './gateway'
import { kannel } from './kannel/gateway'
import { twilio } from './twilio/gateway'
import { vonage } from './vonage/gateway'

const registry = { kannel, twilio, vonage, android }

export type VendorName = keyof typeof registry
export type RoutableGateway = 'handset' | VendorName
export type GatewayName = 'null' | RoutableGateway

/** lib/config/env imports the vendors: they must not import it, and must import large packages on first use. */
export const vendors: Record<VendorName, GatewayVendor> = registry

export const vendorNames = Object.keys(registry) as VendorName[]
