import { gatewaysFor } from '@/lib/delivery/sms-route'
import { type Behavior, behaviorFor } from '@/lib/demo/carrier-behaviors'

/**
 * Returns what the demo's own carrier does with a message for that number. As the fallback of another gateway it delivers
 * everything, so that a failover can be shown.
 */
export const carrierBehavior = (phone: string): Behavior =>
  behaviorFor(gatewaysFor(phone)[0] === 'handset' ? phone : 'any other')
