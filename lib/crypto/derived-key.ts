import { createHmac, hkdfSync } from 'node:crypto'

const KEY_BYTES = 32

/** One label per use. Changing a label invalidates all values made with it. */
type Label =
  | `demo:${'kannel' | 'carrier'}`
  | `demo-access:${string}`
  | `demo-pass:${string}`
  | `latchkey.extra-check.${'puzzle' | 'ticket'}`
  | 'kannel-replies'

/** Derives a 32-byte key from AUTH_SECRET: HMAC-SHA-256 over a label. */
export const derivedKey = (authSecret: string, label: Label): Buffer =>
  createHmac('sha256', authSecret).update(label).digest()

/** HKDF (RFC 5869) instead of derivedKey, because existing audit events are keyed by it. */
export const auditKey = (authSecret: string, kind: 'phone' | 'network'): Buffer =>
  Buffer.from(hkdfSync('sha256', authSecret, '', `audit:${kind}`, KEY_BYTES))
