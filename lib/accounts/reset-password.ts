import { auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { addressKey } from '@/lib/guard/address'
import type { Client } from '@/lib/guard/policies'
import { consume } from '@/lib/verification/check'
import { proofState } from '@/lib/verification/state'
import { hashNewPassword, type NewPasswordRefusal } from './new-password'
import { replacePassword } from './replace-password'

export interface NewPassword extends Client {
  id: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
  password: string
}

export type ResetOutcome = { kind: 'done'; noticeId: string } | NewPasswordRefusal | { kind: 'proof-gone' }

/**
 * Sets a new password for the account whose number was proved. The proof is used up in the transaction that replaces
 * the password. Signs nobody in.
 */
export async function resetPassword(wanted: NewPassword): Promise<ResetOutcome> {
  const proof = await proofState(wanted.id, wanted.browserHash, 'PASSWORD_RESET')
  if (proof?.kind !== 'ready') return { kind: 'proof-gone' }
  const { phone } = proof
  const owner = await db().user.findUnique({ where: { phone }, select: { name: true } })
  const chosen = await hashNewPassword({
    ...wanted,
    purpose: 'PASSWORD_RESET',
    person: { phone, name: owner?.name },
  })
  return chosen.kind === 'hashed' ? storePassword(wanted, chosen.passwordHash) : chosen
}

const storePassword = (of: Omit<NewPassword, 'password'>, passwordHash: string): Promise<ResetOutcome> =>
  db().$transaction(async (tx) => {
    const verified = await consume(tx, { ...of, purpose: 'PASSWORD_RESET' })
    if (!verified?.userId) return { kind: 'proof-gone' }
    const { userId } = verified
    const { noticeId, phone } = await replacePassword(tx, { userId, passwordHash, browserHash: of.browserHash })
    await auditWithin(tx, { event: 'reset.done', userId, phone, network: addressKey(of.address) })
    return { kind: 'done', noticeId }
  })
