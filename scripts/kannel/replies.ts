import { INBOUND_PARAMETERS } from '@/lib/delivery/gateways/kannel/inbound'
import { inboundToken } from '@/lib/delivery/gateways/kannel/inbound-token'

export const inboundUrl = (origin: string, authSecret: string): string =>
  `${origin}/api/gateways/kannel/replies?token=${inboundToken(authSecret)}&${INBOUND_PARAMETERS}`
