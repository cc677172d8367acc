import { derivedKey } from '@/lib/crypto/derived-key'

/** Authenticates inbound messages, which Kannel does not sign. Hex, so that openssl can compute it (docs/gateways.md). */
export const inboundToken = (authSecret: string): string => derivedKey(authSecret, 'kannel-replies').toString('hex')
