import { gatewaysFor } from '@/lib/delivery/sms-route'
import { type Behavior, behaviorFor } from '@/lib/demo/carrier-behaviors'

/** Returns the simulated carrier's behavior. As a fallback it delivers everything, to demonstrate failover. */
export const carrierBehavior = (phone: string): Behavior =>
  behaviorFor(gatewaysFor(phone)[0] === 'handset' ? phone : 'any other')
