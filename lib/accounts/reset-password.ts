import { audit, auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { endSessionsOf } from '@/lib/db/sessions'
import { voidVerifications } from '@/lib/db/verifications'
import { enqueue } from '@/lib/delivery/outbox'
import { gatewayFor } from '@/lib/delivery/routes'
import { charge } from '@/lib/guard/limiter'
import { consume } from '@/lib/verification/check'
import { proofState } from '@/lib/verification/state'
import { hashPassword, type PasswordProblem, passwordProblem } from './password'

/** How long the news of a changed password is worth sending. */
const NOTICE_LIFE_SECONDS = 24 * 60 * 60

export interface NewPassword {
  id: string
  browserHash: string
  password: string
}

export type ResetOutcome =
  | { kind: 'done'; noticeId: string }
  | { kind: 'limited'; retryInSeconds: number }
  | { kind: 'password-refused'; why: PasswordProblem }
  | { kind: 'proof-gone' }

/**
 * Sets a new password for the account whose number was proved. In one transaction: the proof is used up, every session
 * ends, whatever else was open for the account is void, and the owner is told by SMS. Signs nobody in.
 */
export async function resetPassword(wanted: NewPassword): Promise<ResetOutcome> {
  const proof = await proofState(wanted.id, wanted.browserHash, 'PASSWORD_RESET')
  if (proof?.kind !== 'ready') return { kind: 'proof-gone' }
  const paid = await charge([{ policy: 'newPasswords', of: wanted.id }])
  if (!paid.allowed) {
    const { policy, retryInSeconds } = paid
    audit({ event: 'limit.hit', phone: proof.phone, detail: { policy, purpose: 'PASSWORD_RESET' } })
    return { kind: 'limited', retryInSeconds }
  }
  const owner = await db().user.findUnique({ where: { phone: proof.phone }, select: { name: true } })
  const why = passwordProblem(wanted.password, { phone: proof.phone, name: owner?.name })
  if (why) return { kind: 'password-refused', why }
  return storePassword(wanted, await hashPassword(wanted.password))
}

const storePassword = (of: { id: string; browserHash: string }, passwordHash: string): Promise<ResetOutcome> =>
  db().$transaction(async (tx) => {
    const verified = await consume(tx, { ...of, purpose: 'PASSWORD_RESET' })
    if (!verified?.userId) return { kind: 'proof-gone' }
    const { phone, locale } = await tx.user.update({ where: { id: verified.userId }, data: { passwordHash } })
    await endSessionsOf(tx, verified.userId)
    await voidVerifications(tx, verified.userId)
    await auditWithin(tx, { event: 'reset.done', userId: verified.userId, phone })
    const noticeId = await enqueue(tx, {
      verificationId: null,
      to: phone,
      template: 'passwordChanged',
      locale,
      gateway: gatewayFor(phone),
      lifeSeconds: NOTICE_LIFE_SECONDS,
    })
    return { kind: 'done', noticeId }
  })
