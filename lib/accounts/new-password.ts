import { audit } from '@/lib/audit/audit'
import type { Purpose } from '@/lib/db/generated/enums'
import { ipKey } from '@/lib/guard/ip-key'
import { acquire, type LimitKey, release } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { hashPassword } from './password'
import type { PasswordProblem } from './password-strength'

export type NewPasswordRejection =
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** The hash queue is full. */
  | { kind: 'busy' }
  | { kind: 'password-rejected'; why: PasswordProblem }

export interface Chosen extends Pick<Client, 'clientIp' | 'isPresenter'> {
  password: string
  /** Key of the rate limit: the verification or the signed-in user. */
  id: string
  purpose?: Purpose
  person: { phone: string; name?: string }
}

/** Estimates and hashes a new password. A rejection keeps the proof valid. */
export async function hashNewPassword({
  password,
  id,
  purpose,
  person,
  clientIp,
  isPresenter,
}: Chosen): Promise<{ kind: 'hashed'; passwordHash: string } | NewPasswordRejection> {
  const tries: LimitKey[] = [{ policy: 'newPasswords', of: id }]
  const acquired = await acquire(tries, { isPresenter })
  if (!acquired.allowed) {
    const { policy, retryInSeconds } = acquired
    const network = ipKey(clientIp)
    audit({ event: 'limit.hit', phone: person.phone, network, detail: { policy, purpose } })
    return { kind: 'limited', retryInSeconds, policy }
  }
  // Dynamic, since the dictionaries take tens of megabytes, and only new passwords are judged.
  const { passwordProblem } = await import('./password-strength')
  const why = passwordProblem(password, person)
  if (why) return { kind: 'password-rejected', why }
  const passwordHash = await hashPassword(acquired.permit, password)
  if (passwordHash !== null) return { kind: 'hashed', passwordHash }
  await release(tries)
  return { kind: 'busy' }
}
