import { android } from './android/gateway'
import type { GatewayVendor } from './gateway'
import { kannel } from './kannel/gateway'
import { twilio } from './twilio/gateway'
import { vonage } from './vonage/gateway'

const registry = { kannel, twilio, vonage, android }

export type VendorName = keyof typeof registry
export type RoutableGateway = 'handset' | VendorName
export type GatewayName = 'null' | RoutableGateway

/**
 * Every gateway of a vendor. The configuration reads this list, so nothing that a vendor imports may import lib/config/env, and
 * large packages are imported on first use. The null gateway and the simulated phone have no settings; see lookup.ts.
 */
export const vendors: Record<VendorName, GatewayVendor> = registry

export const vendorNames = Object.keys(registry) as VendorName[]
