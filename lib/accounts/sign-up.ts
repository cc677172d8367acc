import { auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { isUniqueViolation } from '@/lib/db/driver/errors'
import { rememberKnownBrowser } from '@/lib/db/queries/known-browsers'
import { insertSession } from '@/lib/db/queries/sessions'
import { insertUser, userExists } from '@/lib/db/queries/users'
import { ipKey } from '@/lib/guard/ip-key'
import type { Client } from '@/lib/guard/policies'
import { consume } from '@/lib/verification/check'
import { proofState } from '@/lib/verification/code-page'
import type { BrowserName } from './browser-name'
import { hashNewPassword, type NewPasswordRejection } from './new-password'
import { newSessionId } from './session-id'

export interface NewAccount extends Partial<BrowserName>, Client {
  id: string
  name: string
  password: string
  locale: string
}

export type SignUpOutcome =
  | { kind: 'created'; sessionId: string }
  | NewPasswordRejection
  | { kind: 'taken' }
  | { kind: 'proof-gone' }

/** Creates an account and a session, and consumes the proof in the same transaction (R4). */
export async function createAccount({ password, ...account }: NewAccount): Promise<SignUpOutcome> {
  const { id, browserHash, clientIp, isPresenter, name } = account
  const proof = await proofState(id, browserHash, 'SIGN_UP')
  if (proof?.kind !== 'ready') return { kind: 'proof-gone' }
  if (await hasAccount(proof.phone)) return { kind: 'taken' }
  const person = { phone: proof.phone, name }
  const chosen = await hashNewPassword({ password, id, purpose: 'SIGN_UP', person, clientIp, isPresenter })
  if (chosen.kind !== 'hashed') return chosen
  try {
    return await insertAccount(account, chosen.passwordHash)
  } catch (error) {
    if (isUniqueViolation(error)) return { kind: 'taken' }
    throw error
  }
}

/** Only to be revealed to a user with a proof for the number (R9). */
export const hasAccount = (phone: string): Promise<boolean> => userExists(db(), phone)

const insertAccount = (
  { id, browserHash, clientIp, name, locale, browserName, systemName }: Omit<NewAccount, 'password'>,
  passwordHash: string,
): Promise<SignUpOutcome> =>
  db().$transaction(async (tx) => {
    const verified = await consume(tx, { id, browserHash, purpose: 'SIGN_UP' })
    if (!verified) return { kind: 'proof-gone' }
    const { phone } = verified
    const userId = await insertUser(tx, { phone, name, passwordHash, locale })
    const sessionId = newSessionId()
    await insertSession(tx, sessionId, userId, { browserHash, browserName, systemName })
    await rememberKnownBrowser(tx, userId, browserHash)
    await auditWithin(tx, { event: 'sign-up', userId, phone, network: ipKey(clientIp) })
    return { kind: 'created', sessionId }
  })
