import { createHmac, randomBytes } from 'node:crypto'
import { env } from '@/lib/config/env'
import type { Purpose } from '@/lib/db/generated/enums'
import { CODE_LENGTH } from './code-text'

const NONCE_BYTES = 16

export interface CodeSource {
  id: string
  purpose: Purpose
  phone: string
  /** Frozen JSON text, hashed byte for byte. */
  context: string
  nonce: Uint8Array
  keyId: string
}

export const newCodeSource = (): { nonce: Uint8Array<ArrayBuffer>; keyId: string } => ({
  nonce: new Uint8Array(randomBytes(NONCE_BYTES)),
  keyId: env().codeKeys[0]?.id ?? '',
})

/** Prefixes each part with its length, so that no two lists of parts encode alike. */
function lengthPrefixed(parts: Uint8Array[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )
}

/** Derives the code (R1). Its bias is below 10^-13 (RFC 4226 5.3 accepts more). Null once its key was removed. */
export function deriveCode(source: CodeSource): string | null {
  const key = env().codeKeys.find((one) => one.id === source.keyId)
  if (!key) return null
  const text = [source.id, source.purpose, source.phone, source.context].map((part) => Buffer.from(part, 'utf8'))
  const digest = createHmac('sha256', key.secret)
    .update(lengthPrefixed([source.nonce, ...text]))
    .digest()
  return String(digest.readBigUInt64BE() % 10n ** BigInt(CODE_LENGTH)).padStart(CODE_LENGTH, '0')
}
