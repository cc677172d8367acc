import { audit, auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { rememberKnownBrowser } from '@/lib/db/queries/known-browsers'
import { insertSession, lockUserOf, type OwnSession } from '@/lib/db/queries/sessions'
import { accountOf } from '@/lib/db/queries/users'
import { ipKey } from '@/lib/guard/ip-key'
import type { Client } from '@/lib/guard/policies'
import { attemptPassword } from './attempt-password'
import type { BrowserName } from './browser-name'
import { hashNewPassword, type NewPasswordRejection } from './new-password'
import { normalPassword } from './normal-password'
import { replacePassword } from './replace-password'
import { newSessionId } from './session-id'

export interface PasswordChange extends Partial<BrowserName>, Client {
  own: OwnSession
  phone: string
  name: string
  current: string
  password: string
}

export type ChangeOutcome =
  | { kind: 'changed'; sessionId: string; noticeId: string }
  | { kind: 'wrong' }
  | { kind: 'same' }
  | { kind: 'signed-out' }
  | NewPasswordRejection

/** Changes the password of a signed-in user. Ends all sessions (ASVS 7.4.3) and starts a new one (ASVS 7.2.4). */
export async function changePassword(wanted: PasswordChange): Promise<ChangeOutcome> {
  const { own, phone, name, current, password, browserHash, clientIp, isPresenter } = wanted
  const account = await accountOf(db(), phone, browserHash)
  const verdict = await attemptPassword({ phone, password: current, browserHash, clientIp, isPresenter }, account)
  if (verdict.kind === 'limited' || verdict.kind === 'busy') return verdict
  if (verdict.kind === 'wrong') {
    audit({ event: 'password-change.failed', userId: own.userId, phone, network: ipKey(clientIp) })
    return verdict
  }
  await verdict.release()
  if (normalPassword(password) === normalPassword(current)) return { kind: 'same' }
  const chosen = await hashNewPassword({ password, id: own.userId, person: { phone, name }, clientIp, isPresenter })
  if (chosen.kind !== 'hashed') return chosen
  return store(wanted, chosen.passwordHash)
}

const store = (
  { own, browserHash, browserName, systemName, clientIp }: PasswordChange,
  passwordHash: string,
): Promise<ChangeOutcome> =>
  db().$transaction(async (tx) => {
    const { userId } = own
    // A live session proves that the compared password is still current, since replacing a password ends all sessions.
    if (!(await lockUserOf(tx, own))) return { kind: 'signed-out' }
    const { noticeId, phone } = await replacePassword(tx, { userId, browserHash, passwordHash })
    const sessionId = newSessionId()
    await insertSession(tx, sessionId, userId, { browserHash, browserName, systemName })
    await rememberKnownBrowser(tx, userId, browserHash)
    await auditWithin(tx, { event: 'password-change.done', userId, phone, network: ipKey(clientIp) })
    return { kind: 'changed', sessionId, noticeId }
  })
