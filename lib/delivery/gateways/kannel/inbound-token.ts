import { derivedKey } from '@/lib/crypto/derived-key'

/**
 * Returns the token that authenticates inbound messages from Kannel, which signs nothing. In hex, so that an operator can
 * compute it with openssl (README.md).
 */
export const inboundToken = (authSecret: string): string => derivedKey(authSecret, 'kannel-replies').toString('hex')
