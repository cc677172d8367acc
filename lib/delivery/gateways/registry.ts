import { android } from './android/gateway'
import type { GatewayVendor } from './gateway'
import { kannel } from './kannel/gateway'
import { twilio } from './twilio/gateway'
import { vonage } from './vonage/gateway'

const registry = { kannel, twilio, vonage, android }

export type VendorName = keyof typeof registry

/** The demo's gateways, each with a simulated carrier of its own, in the order of the default route. */
export const SIMULATED_GATEWAYS = ['handset', 'handset-b'] as const
export type SimulatedGateway = (typeof SIMULATED_GATEWAYS)[number]

export const isSimulatedGateway = (name: string): name is SimulatedGateway =>
  SIMULATED_GATEWAYS.some((one) => one === name)

export type RoutableGateway = SimulatedGateway | VendorName
export type GatewayName = 'null' | RoutableGateway

/** lib/config/env imports the vendors: they must not import it, and must import large packages on first use. */
export const vendors: Record<VendorName, GatewayVendor> = registry

export const vendorNames = Object.keys(registry) as VendorName[]
