import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { insertSessionFor } from '@/lib/db/sessions'
import { addressKey } from '@/lib/guard/address'
import { attemptPassword, type PasswordAttempt, type PasswordVerdict } from './attempt-password'
import type { BrowserName } from './browser-name'
import { newSessionId } from './session-id'

export type SignIn = PasswordAttempt & Partial<BrowserName>

export type SignInOutcome = { kind: 'signed-in'; sessionId: string } | Exclude<PasswordVerdict, { kind: 'right' }>

/** Signs in with a number and its password. Of attempts that were right only the one of the address stays charged. */
export async function signIn({ phone, password, address, isPresenter, ...browser }: SignIn): Promise<SignInOutcome> {
  const { browserHash } = browser
  const verdict = await attemptPassword({ phone, password, address, isPresenter, browserHash })
  if (verdict.kind === 'limited' || verdict.kind === 'busy') return verdict
  const who = { phone, network: addressKey(address) }
  const sessionId = newSessionId()
  if (verdict.kind === 'wrong' || !(await insertSessionFor(db(), sessionId, { ...verdict.account, ...browser }))) {
    // Whose account it would have been isn't noted: a number without one leaves the same trace.
    audit({ event: 'sign-in.failed', ...who })
    return { kind: 'wrong' }
  }
  audit({ event: 'sign-in', ...who, userId: verdict.account.id })
  await verdict.release()
  return { kind: 'signed-in', sessionId }
}
