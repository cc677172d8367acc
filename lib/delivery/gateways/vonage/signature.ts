import { createHash } from 'node:crypto'
import * as z from 'zod'
import { sameSecret } from '@/lib/crypto/same-secret'
import type { Rejected } from '@/lib/delivery/gateways/gateway'
import { isRecent, rawBody, rejected } from '@/lib/delivery/gateways/webhook'

const claims = z.object({
  iat: z.number(),
  jti: z.string().regex(/^[\w.-]{8,128}$/),
  payload_hash: z.string().regex(/^[0-9a-f]{64}$/),
  api_key: z.string().min(1),
})

interface Account {
  apiKey: string
  signatureSecret: string
}

export async function signedBody(
  request: Request,
  account: Account,
): Promise<{ kind: 'body'; body: string; jti: string } | Rejected> {
  if (request.method !== 'POST') return rejected('not a POST')
  const body = await rawBody(request)
  if (body === null) return rejected('no readable body')
  const claims = await verifiedClaims(request.headers.get('authorization') ?? '', body, account)
  return claims ? { kind: 'body', body, jti: claims.jti } : rejected('not signed by Vonage')
}

/** HS256 only: a token must not choose its algorithm. https://developer.vonage.com/en/getting-started/concepts/webhooks */
async function verifiedClaims(
  authorization: string,
  body: string,
  { apiKey, signatureSecret }: Account,
): Promise<z.infer<typeof claims> | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
  if (!token) return null
  const { jwtVerify } = await import('jose')
  const key = new TextEncoder().encode(signatureSecret)
  const verified = await jwtVerify(token, key, { algorithms: ['HS256'] }).catch(() => null)
  const { data } = claims.safeParse(verified?.payload)
  if (!data || !isRecent(data.iat) || !sameSecret(data.api_key, apiKey)) return null
  return sameSecret(data.payload_hash, createHash('sha256').update(body).digest('hex')) ? data : null
}
