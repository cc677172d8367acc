import { createHmac } from 'node:crypto'
import { env } from '@/lib/config/env'
import { auditKey } from '@/lib/crypto/derived-key'

const FINGERPRINT_DIGITS = 32

/**
 * Returns the pseudonym under which events of one number or one network are found together. Keyed, because there are only
 * 10^10 numbers and fewer IPs: plain hashes of all could be listed within an hour, and so are no pseudonyms (GDPR article
 * 4(5), OWASP Logging Cheat Sheet). With a new AUTH_SECRET, older events can no longer be found by a number.
 */
export function fingerprint(kind: 'phone' | 'network', value: string): string {
  return createHmac('sha256', auditKey(env().authSecret, kind)).update(value).digest('hex').slice(0, FINGERPRINT_DIGITS)
}
