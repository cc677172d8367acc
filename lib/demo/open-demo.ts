import { cookies } from 'next/headers'
import { audit } from '@/lib/audit/audit'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { readClientIp } from '@/lib/auth/request'
import { ipKey } from '@/lib/guard/ip-key'
import { accessKeyLimitKeys } from '@/lib/guard/limit-keys'
import { acquire, release } from '@/lib/guard/limiter'
import { isAccessKey, pass } from './demo-access'
import { consumePhonePass } from './phone-pass'

const KEPT_SECONDS = 7 * 24 * 60 * 60

type Rejected = { kind: 'wrong' } | { kind: 'limited'; retryInSeconds: number }
export type OpenDemoOutcome = { kind: 'open' } | Rejected
export type EnterDemoOutcome = { kind: 'open'; phone: string } | Rejected

/** Sets the demo's cookie if the key is right. Right keys count towards the limit too, because keys are shared. */
export async function openDemoWith(key: string): Promise<OpenDemoOutcome> {
  const clientIp = await readClientIp()
  const limited = await countAttempt(clientIp)
  if (limited) return limited
  if (!isAccessKey(key)) return wrongAttempt(clientIp)
  await setDemoCookie()
  return { kind: 'open' }
}

/** Sets the demo's cookie if the pass is valid. Valid passes are released from the limit, because each works only once. */
export async function enterDemoWith(token: string): Promise<EnterDemoOutcome> {
  const clientIp = await readClientIp()
  const limited = await countAttempt(clientIp)
  if (limited) return limited
  const phone = await consumePhonePass(token)
  if (phone === null) return wrongAttempt(clientIp)
  await release(accessKeyLimitKeys(clientIp))
  await setDemoCookie()
  return { kind: 'open', phone }
}

async function countAttempt(clientIp: string): Promise<Rejected | null> {
  const decision = await acquire(accessKeyLimitKeys(clientIp))
  if (decision.allowed) return null
  audit({ event: 'limit.hit', network: ipKey(clientIp), detail: { policy: decision.policy } })
  return { kind: 'limited', retryInSeconds: decision.retryInSeconds }
}

function wrongAttempt(clientIp: string): Rejected {
  audit({ event: 'access.wrong', network: ipKey(clientIp) })
  return { kind: 'wrong' }
}

async function setDemoCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('demo'), pass(), { ...cookieOptions(), maxAge: KEPT_SECONDS })
}
