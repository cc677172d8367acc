import { cookies } from 'next/headers'
import { audit } from '@/lib/audit/audit'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { readClientIp } from '@/lib/auth/request'
import { ipKey } from '@/lib/guard/ip-key'
import { accessKeyLimitKeys } from '@/lib/guard/limit-keys'
import { acquire } from '@/lib/guard/limiter'
import { isAccessKey, pass } from './demo-access'

const KEPT_SECONDS = 7 * 24 * 60 * 60

export type OpenDemoOutcome = { kind: 'open' } | { kind: 'wrong' } | { kind: 'limited'; retryInSeconds: number }

/** Sets the demo's cookie if the key is right. Right keys count towards the limit too, because keys are shared. */
export async function openDemoWith(key: string): Promise<OpenDemoOutcome> {
  const clientIp = await readClientIp()
  const network = ipKey(clientIp)
  const decision = await acquire(accessKeyLimitKeys(clientIp))
  if (!decision.allowed) {
    audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
    return { kind: 'limited', retryInSeconds: decision.retryInSeconds }
  }
  if (!isAccessKey(key)) {
    audit({ event: 'access.wrong', network })
    return { kind: 'wrong' }
  }
  const jar = await cookies()
  jar.set(cookieName('demo'), pass(), { ...cookieOptions(), maxAge: KEPT_SECONDS })
  return { kind: 'open' }
}
