import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { insertSessionFor } from '@/lib/db/sessions'
import { accountOf } from '@/lib/db/trusted-browsers'
import { addressKey } from '@/lib/guard/address'
import { passwordCharges } from '@/lib/guard/charges'
import { charge, giveBack } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import type { BrowserName } from './browser-name'
import { passwordMatches } from './password'
import { newSessionId } from './session-id'

export interface SignIn extends Partial<BrowserName>, Client {
  phone: string
  password: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
}

export type SignInOutcome =
  | { kind: 'signed-in'; sessionId: string }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** Too many passwords are being hashed at the moment. */
  | { kind: 'busy' }

/**
 * Phone and password. A try is paid for before it is looked at and given back when right, save that of the address; a number without an account
 * takes the same steps and the same time as a wrong password (R9). A browser that has signed in to the account before has
 * tries of its own, so that a stranger can't use up the owner's.
 */
export async function signIn({ phone, password, address, isPresenter, ...browser }: SignIn): Promise<SignInOutcome> {
  const { browserHash } = browser
  const account = await accountOf(db(), phone, browserHash)
  const own = account?.ownBrowser ? `${account.id}:${browserHash}` : null
  const tries = passwordCharges({ phone, address, own })
  const charged = await charge([tries.wrong, ...tries.any], { isPresenter })
  const who = { phone, network: addressKey(address) }
  if (!charged.allowed) {
    const { policy, retryInSeconds } = charged
    audit({ event: 'limit.hit', ...who, detail: { policy } })
    return { kind: 'limited', retryInSeconds, policy }
  }
  const matches = await passwordMatches(charged.paid, account?.passwordHash ?? null, password)
  if (matches === null) {
    await giveBack([tries.wrong, ...tries.any])
    return { kind: 'busy' }
  }
  const sessionId = newSessionId()
  if (!account || !matches || !(await insertSessionFor(db(), sessionId, { ...account, ...browser }))) {
    // Whose account it would have been isn't noted: a number without one leaves the same trace.
    audit({ event: 'sign-in.failed', ...who })
    return { kind: 'wrong' }
  }
  audit({ event: 'sign-in', ...who, userId: account.id })
  await giveBack([tries.wrong])
  return { kind: 'signed-in', sessionId }
}
