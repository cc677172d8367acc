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
  const tries: Charge[] = [
    { policy: 'wrongPasswordsPerPhone', of: tried.phone },
    { policy: 'wrongPasswordsPerAddress', of: addressKey(tried.address) },
  ]
  const decision = await charge(tries)
  if (!decision.allowed) return { kind: 'limited', retryInSeconds: decision.retryInSeconds }
  const user = await db().user.findUnique({
    where: { phone: tried.phone },
    select: { id: true, passwordHash: true },
  })
  const matches = await passwordMatches(user?.passwordHash ?? null, tried.password)
  const sessionId = newSessionId()
  if (!user || !matches || !(await insertSessionFor(db(), sessionId, user))) return { kind: 'wrong' }
  await Promise.all(tries.map(giveBack))
  return { kind: 'signed-in', sessionId }
}
