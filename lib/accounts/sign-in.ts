import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { insertSessionFor } from '@/lib/db/sessions'
import { addressKey } from '@/lib/guard/address'
import { type Charge, charge, giveBack } from '@/lib/guard/limiter'
import { passwordMatches } from './password'
import { newSessionId } from './session-id'

export type SignInOutcome =
  | { kind: 'signed-in'; sessionId: string }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryInSeconds: number }

/**
 * Phone and password. A try is paid for before it is looked at and given back when right; a number without an account
 * takes the same steps and the same time as a wrong password (R9).
 */
export async function signIn(tried: { phone: string; password: string; address: string }): Promise<SignInOutcome> {
  const who = { phone: tried.phone, network: addressKey(tried.address) }
  const tries: Charge[] = [
    { policy: 'wrongPasswordsPerPhone', of: tried.phone },
    { policy: 'wrongPasswordsPerAddress', of: who.network },
  ]
  const decision = await charge(tries)
  if (!decision.allowed) {
    const { policy, retryInSeconds } = decision
    audit({ event: 'limit.hit', ...who, detail: { policy } })
    return { kind: 'limited', retryInSeconds }
  }
  const user = await db().user.findUnique({
    where: { phone: tried.phone },
    select: { id: true, passwordHash: true },
  })
  const matches = await passwordMatches(user?.passwordHash ?? null, tried.password)
  const sessionId = newSessionId()
  if (!user || !matches || !(await insertSessionFor(db(), sessionId, user))) {
    // Whose account it would have been isn't noted: a number without one leaves the same trace.
    audit({ event: 'sign-in.failed', ...who })
    return { kind: 'wrong' }
  }
  audit({ event: 'sign-in', ...who, userId: user.id })
  await Promise.all(tries.map(giveBack))
  return { kind: 'signed-in', sessionId }
}
