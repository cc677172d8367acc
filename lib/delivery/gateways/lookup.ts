import { env } from '@/lib/config/env'
import { handsetGateways } from '@/lib/demo/handset-gateway'
import type { SmsGateway } from './gateway'
import { nullGateway } from './null/gateway'
import { isSimulatedGateway, type VendorName, vendors } from './registry'

const created = new WeakMap<object, SmsGateway>()

/** Returns the gateway, or null if it is not configured. Names from webhook URLs are untrusted. */
export function gatewayNamed(name: string): SmsGateway | null {
  if (name === 'null') return nullGateway
  if (isSimulatedGateway(name)) return env().mode === 'demo' ? handsetGateways[name] : null
  return Object.hasOwn(vendors, name) ? vendorGateway(name as VendorName) : null
}

function vendorGateway(name: VendorName): SmsGateway | null {
  const settings = env().gateways[name]
  if (!settings) return null
  const gateway = created.get(settings) ?? vendors[name].create(settings)
  created.set(settings, gateway)
  return gateway
}
