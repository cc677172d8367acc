import { createHmac, randomBytes } from 'node:crypto'
import { env } from '@/lib/config/env'
import type { Purpose } from '@/lib/db/generated/enums'
import { CODE_LENGTH } from './code-text'

const NONCE_BYTES = 16

/** What a code is bound to: change any part and it is another code. */
export interface CodeSource {
  id: string
  purpose: Purpose
  phone: string
  /** Frozen JSON text, taken byte for byte. */
  context: string
  nonce: Uint8Array
  keyId: string
}

/** A fresh 128-bit nonce from the CSPRNG, and the id of the key that new codes are derived with. */
export const newCodeSource = (): { nonce: Uint8Array<ArrayBuffer>; keyId: string } => ({
  nonce: new Uint8Array(randomBytes(NONCE_BYTES)),
  keyId: env().codeKeys[0]?.id ?? '',
})

/** Each part behind its length, so that no two different lists of parts encode alike. */
function lengthPrefixed(parts: Uint8Array[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )
}

/**
 * The six digits of a verification, derived and never stored (R1): HMAC-SHA-256 over what the code is bound to, its first
 * 8 bytes modulo 10^6. The bias of that modulo is below 10^-13 (RFC 4226 5.3 accepts far more). Null when the key that
 * it was made with has left the ring: such a code can neither be sent nor checked any more.
 */
export function deriveCode(source: CodeSource): string | null {
  const key = env().codeKeys.find((one) => one.id === source.keyId)
  if (!key) return null
  const text = [source.id, source.purpose, source.phone, source.context].map((part) => Buffer.from(part, 'utf8'))
  const digest = createHmac('sha256', key.secret)
    .update(lengthPrefixed([source.nonce, ...text]))
    .digest()
  return String(digest.readBigUInt64BE() % 10n ** BigInt(CODE_LENGTH)).padStart(CODE_LENGTH, '0')
}
