import { cookies } from 'next/headers'
import { audit } from '@/lib/audit/audit'
import { addressKey } from '@/lib/guard/address'
import { accessKeyCharges } from '@/lib/guard/charges'
import { charge } from '@/lib/guard/limiter'
import { isAccessKey, pass } from './demo-access'
import { cookieName, cookieOptions } from './mode'
import { clientAddress } from './request'

const KEPT_SECONDS = 7 * 24 * 60 * 60

export type OpenDemoOutcome = { kind: 'open' } | { kind: 'wrong' } | { kind: 'limited'; retryInSeconds: number }

/** In an action: gives the browser its pass if the key is right; every try counts, since keys are few and shared. */
export async function openDemoWith(key: string): Promise<OpenDemoOutcome> {
  const address = await clientAddress()
  const network = addressKey(address)
  const decision = await charge(accessKeyCharges(address))
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
