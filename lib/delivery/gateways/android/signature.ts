import { createHmac } from 'node:crypto'
import { sameSecret } from '@/lib/crypto/same-secret'
import type { Rejected } from '@/lib/delivery/gateways/gateway'
import { isRecent, rawBody, rejected } from '@/lib/delivery/gateways/webhook'

export async function signedBody(
  request: Request,
  signingKey: string,
): Promise<{ kind: 'body'; body: string } | Rejected> {
  if (request.method !== 'POST') return rejected('not a POST')
  const body = await rawBody(request)
  if (body === null) return rejected('no readable body')
  return isSigned(request.headers, body, signingKey) ? { kind: 'body', body } : rejected('not signed by the phone')
}

function isSigned(headers: Headers, body: string, signingKey: string): boolean {
  const time = headers.get('x-timestamp') ?? ''
  if (!/^\d{1,12}$/.test(time) || !isRecent(Number(time))) return false
  const expected = createHmac('sha256', signingKey)
    .update(body + time)
    .digest('hex')
  return sameSecret(headers.get('x-signature') ?? '', expected)
}
