import type { GatewayName } from './gateways/all'

/** Which gateway takes messages to this phone. */
export const gatewayFor = (_phone: string): GatewayName => 'handset'
