import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import * as z from 'zod'
import { isRecent, sameSecret } from './receipt'

const claims = z.object({
  iat: z.number(),
  jti: z.string().regex(/^[\w.-]{8,128}$/),
  payload_hash: z.string().regex(/^[0-9a-f]{64}$/),
  api_key: z.string().min(1),
})

/**
 * The claims of the token that Vonage sends with a receipt, or null unless they hold: HS256 and nothing else, since a
 * token may not choose how it is checked; issued just now; for this very body; for our account. Vonage's own library
 * checks the signature alone. https://developer.vonage.com/en/getting-started/concepts/webhooks
 */
export async function verifiedClaims(
  authorization: string,
  body: string,
  { apiKey, signatureSecret }: { apiKey: string; signatureSecret: string },
): Promise<z.infer<typeof claims> | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
  if (!token) return null
  const key = new TextEncoder().encode(signatureSecret)
  const verified = await jwtVerify(token, key, { algorithms: ['HS256'] }).catch(() => null)
  const { data } = claims.safeParse(verified?.payload)
  if (!data || !isRecent(data.iat) || !sameSecret(data.api_key, apiKey)) return null
  return sameSecret(data.payload_hash, createHash('sha256').update(body).digest('hex')) ? data : null
}
