import { createHmac, hkdfSync } from 'node:crypto'

const KEY_BYTES = 32

/** One label for each use, so that no derived key reveals another. A changed label voids whatever was made with the old one. */
type Label =
  | `demo:${'kannel' | 'carrier'}`
  | `demo-access:${string}`
  | `latchkey.extra-check.${'puzzle' | 'ticket'}`
  | 'kannel-replies'

/** Derives a 32-byte key from AUTH_SECRET: HMAC-SHA-256 over a label. */
export const derivedKey = (authSecret: string, label: Label): Buffer =>
  createHmac('sha256', authSecret).update(label).digest()

/** Derives the key of the audit trail's fingerprints: HKDF (RFC 5869), because the events written so far are keyed by it. */
export const auditKey = (authSecret: string, kind: 'phone' | 'network'): Buffer =>
  Buffer.from(hkdfSync('sha256', authSecret, '', `audit:${kind}`, KEY_BYTES))
