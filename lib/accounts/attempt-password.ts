import { audit } from '@/lib/audit/audit'
import type { Account } from '@/lib/db/queries/users'
import { ipKey } from '@/lib/guard/ip-key'
import { passwordLimitKeys } from '@/lib/guard/limit-keys'
import { acquire, release } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { passwordMatches } from './password'

export interface PasswordAttempt extends Client {
  phone: string
  password: string
}

export type PasswordVerdict =
  /** `release` gives the attempt back, once what it was for has succeeded. */
  | { kind: 'right'; account: Account; release: () => Promise<void> }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** Too many passwords are being hashed at the moment. */
  | { kind: 'busy' }

/**
 * Compares a password with the one of an account. The attempt is counted before the comparison, so parallel attempts can't
 * exceed the limit. A number without an account takes the same steps and the same time as a wrong password (R9). A browser
 * that has signed in to the account before has attempts of its own, so that attackers can't use up the owner's.
 */
export async function attemptPassword(
  { phone, password, browserHash, clientIp, isPresenter }: PasswordAttempt,
  account: Account | null,
): Promise<PasswordVerdict> {
  const own = account?.knownBrowser ? `${account.id}:${browserHash}` : null
  const tries = passwordLimitKeys({ phone, clientIp, own })
  const acquired = await acquire([tries.wrong, ...tries.any], { isPresenter })
  if (!acquired.allowed) {
    const { policy, retryInSeconds } = acquired
    audit({ event: 'limit.hit', phone, network: ipKey(clientIp), detail: { policy } })
    return { kind: 'limited', retryInSeconds, policy }
  }
  const matches = await passwordMatches(acquired.permit, account?.passwordHash ?? null, password)
  if (matches === null) {
    await release([tries.wrong, ...tries.any])
    return { kind: 'busy' }
  }
  if (!account || !matches) return { kind: 'wrong' }
  return { kind: 'right', account, release: () => release([tries.wrong]) }
}
