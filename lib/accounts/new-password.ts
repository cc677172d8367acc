import { audit } from '@/lib/audit/audit'
import type { Purpose } from '@/lib/db/generated/enums'
import { addressKey } from '@/lib/guard/ip-key'
import { type Charge, charge, giveBack } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { hashPassword } from './password'
import { type PasswordProblem, passwordProblem } from './password-strength'

export type NewPasswordRefusal =
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** Too many passwords are being hashed at the moment. */
  | { kind: 'busy' }
  | { kind: 'password-refused'; why: PasswordProblem }

export interface Chosen extends Client {
  password: string
  /** What bounds the attempts: the verification whose proof it is chosen with, which stays good, or the signed-in user. */
  id: string
  /** Of that verification. */
  purpose?: Purpose
  /** Whose it will be; a password may not be their own number or name. */
  person: { phone: string; name?: string }
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
}

/** Judges and hashes a password that somebody has chosen. */
export async function hashNewPassword({
  password,
  id,
  purpose,
  person,
  address,
  isPresenter,
}: Chosen): Promise<{ kind: 'hashed'; passwordHash: string } | NewPasswordRefusal> {
  const tries: Charge[] = [{ policy: 'newPasswords', of: id }]
  const charged = await charge(tries, { isPresenter })
  if (!charged.allowed) {
    const { policy, retryInSeconds } = charged
    const network = addressKey(address)
    audit({ event: 'limit.hit', phone: person.phone, network, detail: { policy, purpose } })
    return { kind: 'limited', retryInSeconds, policy }
  }
  const why = passwordProblem(password, person)
  if (why) return { kind: 'password-refused', why }
  const passwordHash = await hashPassword(charged.paid, password)
  if (passwordHash !== null) return { kind: 'hashed', passwordHash }
  await giveBack(tries)
  return { kind: 'busy' }
}
