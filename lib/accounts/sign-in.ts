import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { insertSessionFor } from '@/lib/db/queries/sessions'
import { type Account, accountOf } from '@/lib/db/queries/users'
import { type Challenge, type ChallengeResponse, NO_RESPONSE } from '@/lib/guard/challenge'
import { ipKey } from '@/lib/guard/ip-key'
import { admitUnknownBrowser } from '@/lib/guard/sign-in-challenge'
import { countRightPassword } from '@/lib/guard/spread-attacks'
import { attemptPassword, type PasswordAttempt, type PasswordVerdict } from './attempt-password'
import type { BrowserName } from './browser-name'
import { newSessionId } from './session-id'

export interface SignIn extends PasswordAttempt, Partial<BrowserName> {
  response?: ChallengeResponse
}

export type SignInOutcome =
  | { kind: 'signed-in'; sessionId: string }
  /** The password was not compared. */
  | { kind: 'challenge'; challenge: Challenge }
  | Exclude<PasswordVerdict, { kind: 'right' }>

/** Signs in by password. During credential stuffing, unknown browsers must pass a challenge. */
export async function signIn(attempt: SignIn): Promise<SignInOutcome> {
  const { phone, clientIp, browserHash, isPresenter, response = NO_RESPONSE } = attempt
  const account = await accountOf(db(), phone, browserHash)
  if (account?.knownBrowser) return compare(attempt, account)
  const admission = await admitUnknownBrowser({ phone, clientIp, browserHash, isPresenter }, response)
  if (admission.kind === 'challenge') return admission
  const outcome = await compare(attempt, account)
  if (outcome.kind === 'signed-in') countRightPassword()
  else if (outcome.kind !== 'wrong') admission.release()
  return outcome
}

async function compare(
  { phone, password, clientIp, browserHash, isPresenter, browserName, systemName }: SignIn,
  account: Account | null,
): Promise<Exclude<SignInOutcome, { kind: 'challenge' }>> {
  const verdict = await attemptPassword({ phone, password, clientIp, isPresenter, browserHash }, account)
  if (verdict.kind === 'limited' || verdict.kind === 'busy') return verdict
  const subject = { phone, network: ipKey(clientIp) }
  const sessionId = newSessionId()
  if (
    verdict.kind === 'wrong' ||
    // Also if the password was changed since it was compared.
    !(await insertSessionFor(db(), sessionId, { ...verdict.account, browserHash, browserName, systemName }))
  ) {
    // Without the user's id, so that a number without an account leaves the same audit event (R9).
    audit({ event: 'sign-in.failed', ...subject })
    return { kind: 'wrong' }
  }
  audit({ event: 'sign-in', ...subject, userId: verdict.account.id })
  await verdict.release()
  return { kind: 'signed-in', sessionId }
}
