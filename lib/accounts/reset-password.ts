import { auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/driver/client'
import { userName } from '@/lib/db/queries/users'
import { ipKey } from '@/lib/guard/ip-key'
import type { Client } from '@/lib/guard/policies'
import { consume } from '@/lib/verification/check'
import { proofState } from '@/lib/verification/code-page'
import { hashNewPassword, type NewPasswordRejection } from './new-password'
import { replacePassword } from './replace-password'

export interface NewPassword extends Client {
  id: string
  password: string
}

export type ResetOutcome = { kind: 'done'; noticeId: string } | NewPasswordRejection | { kind: 'proof-gone' }

/** Replaces a password and consumes the proof in the same transaction (R4). Does not sign the user in. */
export async function resetPassword({ password, ...proved }: NewPassword): Promise<ResetOutcome> {
  const { id, browserHash, clientIp, isPresenter } = proved
  const proof = await proofState(id, browserHash, 'PASSWORD_RESET')
  if (proof?.kind !== 'ready') return { kind: 'proof-gone' }
  const { phone } = proof
  const person = { phone, name: await userName(db(), phone) }
  const chosen = await hashNewPassword({ password, id, purpose: 'PASSWORD_RESET', person, clientIp, isPresenter })
  return chosen.kind === 'hashed' ? storePassword(proved, chosen.passwordHash) : chosen
}

const storePassword = (
  { id, browserHash, clientIp }: Omit<NewPassword, 'password'>,
  passwordHash: string,
): Promise<ResetOutcome> =>
  db().$transaction(async (tx) => {
    const verified = await consume(tx, { id, browserHash, purpose: 'PASSWORD_RESET' })
    if (!verified?.userId) return { kind: 'proof-gone' }
    const { userId } = verified
    const { noticeId, phone } = await replacePassword(tx, { userId, passwordHash, browserHash })
    await auditWithin(tx, { event: 'reset.done', userId, phone, network: ipKey(clientIp) })
    return { kind: 'done', noticeId }
  })
