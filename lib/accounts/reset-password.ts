import { auditWithin } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { endSessionsOf } from '@/lib/db/sessions'
import { distrustOtherBrowsers } from '@/lib/db/trusted-browsers'
import { voidVerifications } from '@/lib/db/verifications'
import { enqueue } from '@/lib/delivery/outbox'
import { gatewayFor } from '@/lib/delivery/routes'
import { addressKey } from '@/lib/guard/address'
import type { Client } from '@/lib/guard/policies'
import { consume } from '@/lib/verification/check'
import { countryOf } from '@/lib/verification/phone'
import { proofState } from '@/lib/verification/state'
import { hashNewPassword, type NewPasswordRefusal } from './new-password'

/** How long the news of a changed password is worth sending. */
const NOTICE_LIFE_SECONDS = 24 * 60 * 60

export interface NewPassword extends Client {
  id: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
  password: string
}

export type ResetOutcome = { kind: 'done'; noticeId: string } | NewPasswordRefusal | { kind: 'proof-gone' }

/**
 * Sets a new password for the account whose number was proved. In one transaction: the proof is used up, every session
 * ends, no other browser is trusted any more, whatever else was open for the account is void, and the owner is told by SMS. Signs nobody in.
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
    const { phone, locale } = await tx.user.update({ where: { id: verified.userId }, data: { passwordHash } })
    await endSessionsOf(tx, verified.userId)
    await distrustOtherBrowsers(tx, verified.userId, of.browserHash)
    await voidVerifications(tx, verified.userId)
    await auditWithin(tx, { event: 'reset.done', userId: verified.userId, phone, network: addressKey(of.address) })
    const noticeId = await enqueue(tx, {
      verificationId: null,
      to: phone,
      country: countryOf(phone),
      template: 'passwordChanged',
      locale,
      gateway: gatewayFor(phone),
      lifeSeconds: NOTICE_LIFE_SECONDS,
    })
    return { kind: 'done', noticeId }
  })
