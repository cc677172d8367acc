import { audit } from '@/lib/audit/audit'
import type { Account } from '@/lib/db/queries/known-browsers'
import { addressKey } from '@/lib/guard/ip-key'
import { passwordCharges } from '@/lib/guard/limit-keys'
import { charge, giveBack } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { passwordMatches } from './password'

export interface PasswordAttempt extends Client {
  phone: string
  password: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
}

export type PasswordVerdict =
  /** `release` gives the attempt back, once what it was for has succeeded. */
  | { kind: 'right'; account: Account; release: () => Promise<void> }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** Too many passwords are being hashed at the moment. */
  | { kind: 'busy' }

/**
 * Compares a password with the one of an account. The attempt is charged before the comparison, so parallel attempts can't
 * exceed the limit. A number without an account takes the same steps and the same time as a wrong password (R9). A browser
 * that has signed in to the account before has attempts of its own, so that attackers can't use up the owner's.
 */
export async function attemptPassword(
  { phone, password, browserHash, address, isPresenter }: PasswordAttempt,
  account: Account | null,
): Promise<PasswordVerdict> {
  const own = account?.knownBrowser ? `${account.id}:${browserHash}` : null
  const tries = passwordCharges({ phone, address, own })
  const charged = await charge([tries.wrong, ...tries.any], { isPresenter })
  if (!charged.allowed) {
    const { policy, retryInSeconds } = charged
    audit({ event: 'limit.hit', phone, network: addressKey(address), detail: { policy } })
    return { kind: 'limited', retryInSeconds, policy }
  }
  const matches = await passwordMatches(charged.paid, account?.passwordHash ?? null, password)
  if (matches === null) {
    await giveBack([tries.wrong, ...tries.any])
    return { kind: 'busy' }
  }
  if (!account || !matches) return { kind: 'wrong' }
  return { kind: 'right', account, release: () => giveBack([tries.wrong]) }
}
