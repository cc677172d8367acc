import { isSimulatedGateway } from '@/lib/delivery/gateways/registry'
import { gatewaysFor } from '@/lib/delivery/sms-route'
import { type Behavior, behaviorFor, DELIVERED } from '@/lib/demo/carrier-behaviors'

/** Returns how simulated carriers treat the number. As a fallback of a real gateway they deliver everything. */
export function carrierBehavior(phone: string): Behavior {
  const [first] = gatewaysFor(phone)
  return first !== undefined && isSimulatedGateway(first) ? behaviorFor(phone) : DELIVERED
}
