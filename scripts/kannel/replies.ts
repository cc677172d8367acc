import { INBOUND_PARAMETERS } from '@/lib/delivery/gateways/kannel/inbound'
import { inboundToken } from '@/lib/delivery/gateways/kannel/inbound-token'

/** Where a Kannel has to bring replies for the server there, which has that secret. */
export const inboundUrl = (origin: string, authSecret: string): string =>
  `${origin}/api/gateways/kannel/replies?token=${inboundToken(authSecret)}&${INBOUND_PARAMETERS}`
