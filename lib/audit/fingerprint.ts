import { createHmac, hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'

const KEY_BYTES = 32
const FINGERPRINT_DIGITS = 32

/**
 * By what events of one number or one network are found together, without saying whose they are. Keyed, because there are
 * only 10^10 numbers and fewer addresses: a plain hash of each could be listed within the hour, and so is no pseudonym
 * (GDPR article 4(5), OWASP Logging Cheat Sheet). The key comes from AUTH_SECRET (HKDF, RFC 5869), another for each kind;
 * with a new AUTH_SECRET the thread is cut: old events can't be found by a number any more.
 */
export function fingerprint(kind: 'phone' | 'network', value: string): string {
  const key = Buffer.from(hkdfSync('sha256', env().authSecret, '', `audit:${kind}`, KEY_BYTES))
  return createHmac('sha256', key).update(value).digest('hex').slice(0, FINGERPRINT_DIGITS)
}
