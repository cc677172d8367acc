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
  /** `release` gives the attempt back to the quota of wrong passwords; call it once the user is authenticated. */
  | { kind: 'right'; account: Account; release: () => Promise<void> }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** The hash queue is full. */
  | { kind: 'busy' }

/**
 * Counts an attempt, then compares the password, so that parallel attempts are bounded. Numbers without an account take the
 * same steps and time (R9). Known browsers have their own quota, so that an attacker cannot lock the owner out.
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
