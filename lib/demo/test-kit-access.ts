import { audit } from '@/lib/audit/audit'
import { env } from '@/lib/config/env'
import { isAccessKey } from '@/lib/demo/demo-access'
import { ipKey } from '@/lib/guard/ip-key'
import { accessKeyLimitKeys } from '@/lib/guard/limit-keys'
import { acquire, release } from '@/lib/guard/limiter'

export interface Refusal {
  status: 401 | 403 | 404 | 429
  error: string
  headers?: Record<string, string>
}

/** Returns why a request may not use the test kit, or null. The HTTP entry has validated its host and client IP. */
export async function testKitRefusal({ headers }: Request): Promise<Refusal | null> {
  const { mode, demoAccessKey } = env()
  if (mode !== 'demo') return { status: 404, error: "There's nothing at this web address." }
  if (isFromAnotherSite(headers)) return { status: 403, error: 'Requests from other sites are not accepted.' }
  return demoAccessKey === undefined ? null : keyRefusal(headers)
}

/** Browsers send these headers; other clients send neither. The test kit is for pages of our own origin and for scripts. */
function isFromAnotherSite(headers: Headers): boolean {
  const origin = headers.get('origin')
  const own = `${headers.get('x-forwarded-proto')}://${headers.get('host')}`
  return (
    (origin !== null && origin !== own) || ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '')
  )
}

/** Counts an attempt before it compares the key, and releases it if the key is right. */
async function keyRefusal(headers: Headers): Promise<Refusal | null> {
  const clientIp = headers.get('x-forwarded-for') ?? 'unknown'
  const network = ipKey(clientIp)
  const [, key] = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '') ?? []
  if (key === undefined) return UNAUTHORIZED
  const limitKeys = accessKeyLimitKeys(clientIp)
  const decision = await acquire(limitKeys)
  if (!decision.allowed) {
    audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
    const retryAfter = { 'retry-after': String(decision.retryInSeconds) }
    return { status: 429, error: 'There were too many attempts with a wrong key.', headers: retryAfter }
  }
  if (!isAccessKey(key)) {
    audit({ event: 'access.wrong', network })
    return UNAUTHORIZED
  }
  await release(limitKeys)
  return null
}

const UNAUTHORIZED: Refusal = {
  status: 401,
  error: 'Send the access key of the demo as a bearer token.',
  headers: { 'www-authenticate': 'Bearer' },
}
