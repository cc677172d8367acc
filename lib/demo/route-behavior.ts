import type { SimulatedGateway } from '@/lib/delivery/gateways/registry'
import { gatewaysFor } from '@/lib/delivery/sms-route'
import { type Behavior, behaviorFor, DELIVERED } from '@/lib/demo/carrier-behaviors'

/** Returns how the gateway's carrier treats the number. As a fallback it delivers everything, to demonstrate failover. */
export const carrierBehavior = (gateway: SimulatedGateway, phone: string): Behavior =>
  gatewaysFor(phone)[0] === gateway ? behaviorFor(phone) : DELIVERED
