import { auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { isUniqueViolation } from '@/lib/db/errors'
import { insertSession } from '@/lib/db/sessions'
import { trustBrowser } from '@/lib/db/trusted-browsers'
import { addressKey } from '@/lib/guard/address'
import type { Client } from '@/lib/guard/policies'
import { consume } from '@/lib/verification/check'
import { proofState } from '@/lib/verification/state'
import type { BrowserName } from './browser-name'
import { hashNewPassword, type NewPasswordRefusal } from './new-password'
import { newSessionId } from './session-id'

export interface NewAccount extends Partial<BrowserName>, Client {
  /** The verification whose proof opens the account. */
  id: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
  name: string
  password: string
  locale: string
}

export type SignUpOutcome =
  | { kind: 'created'; sessionId: string }
  | NewPasswordRefusal
  | { kind: 'taken' }
  | { kind: 'proof-gone' }

/**
 * Opens an account for a proved number, and a session in it. All that can fail comes first, and the proof is used up in the transaction that
 * makes the account (R4): a refused password or a failure leaves it good for another try.
 */
export async function createAccount(wanted: NewAccount): Promise<SignUpOutcome> {
  const proof = await proofState(wanted.id, wanted.browserHash, 'SIGN_UP')
  if (proof?.kind !== 'ready') return { kind: 'proof-gone' }
  if (await hasAccount(proof.phone)) return { kind: 'taken' }
  const person = { phone: proof.phone, name: wanted.name }
  const chosen = await hashNewPassword({ ...wanted, purpose: 'SIGN_UP', person })
  if (chosen.kind !== 'hashed') return chosen
  try {
    return await insertAccount(wanted, chosen.passwordHash)
  } catch (error) {
    if (isUniqueViolation(error)) return { kind: 'taken' }
    throw error
  }
}

/** Told only to somebody who has just proved that they hold the number (R9). */
export const hasAccount = async (phone: string): Promise<boolean> => (await db().user.count({ where: { phone } })) > 0

const insertAccount = (
  { name, locale, browserName, systemName, ...proof }: NewAccount,
  passwordHash: string,
): Promise<SignUpOutcome> =>
  db().$transaction(async (tx) => {
    const verified = await consume(tx, { ...proof, purpose: 'SIGN_UP' })
    if (!verified) return { kind: 'proof-gone' }
    const { id } = await tx.user.create({ data: { phone: verified.phone, name, passwordHash, locale } })
    const sessionId = newSessionId()
    await insertSession(tx, sessionId, id, { browserHash: proof.browserHash, browserName, systemName })
    await trustBrowser(tx, id, proof.browserHash)
    await auditWithin(tx, { event: 'sign-up', userId: id, phone: verified.phone, network: addressKey(proof.address) })
    return { kind: 'created', sessionId }
  })
