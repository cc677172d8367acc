import type { Tx } from '@/lib/db/driver/client'
import { distrustOtherBrowsers } from '@/lib/db/queries/known-browsers'
import { endSessionsOf } from '@/lib/db/queries/sessions'
import { updatePasswordHash } from '@/lib/db/queries/users'
import { voidVerifications } from '@/lib/db/queries/verifications'
import { enqueue } from '@/lib/delivery/outbox'
import { gatewayFor } from '@/lib/delivery/routing'
import { countryOf } from '@/lib/verification/phone'

/** How long the news of a changed password is worth sending. */
const NOTICE_LIFE_SECONDS = 24 * 60 * 60

interface Replacement {
  userId: string
  passwordHash: string
  /** The one browser that stays known to the account. */
  browserHash: string
}

/**
 * Stores a new password, in the transaction of whatever allowed it: every session ends, no other browser stays known, open
 * verifications are void, and an SMS to the owner is enqueued. Returns its id, to be dispatched after the commit.
 */
export async function replacePassword(
  tx: Tx,
  { userId, passwordHash, browserHash }: Replacement,
): Promise<{ noticeId: string; phone: string }> {
  const { phone, locale } = await updatePasswordHash(tx, userId, passwordHash)
  await endSessionsOf(tx, userId)
  await distrustOtherBrowsers(tx, userId, browserHash)
  await voidVerifications(tx, userId)
  const noticeId = await enqueue(tx, {
    verificationId: null,
    to: phone,
    country: countryOf(phone),
    template: 'passwordChanged',
    locale,
    gateway: gatewayFor(phone),
    lifeSeconds: NOTICE_LIFE_SECONDS,
  })
  return { noticeId, phone }
}
