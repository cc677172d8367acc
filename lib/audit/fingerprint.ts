import { createHmac } from 'node:crypto'
import { env } from '@/lib/config/env'
import { auditKey } from '@/lib/crypto/derived-key'

const FINGERPRINT_DIGITS = 32

/**
 * Returns a pseudonym that links events of one number or network. Keyed, since unkeyed hashes of all numbers and IPs
 * could be listed within an hour (GDPR art. 4(5), OWASP Logging Cheat Sheet). A new AUTH_SECRET breaks the link to
 * older events.
 */
export function fingerprint(kind: 'phone' | 'network', value: string): string {
  return createHmac('sha256', auditKey(env().authSecret, kind)).update(value).digest('hex').slice(0, FINGERPRINT_DIGITS)
}
