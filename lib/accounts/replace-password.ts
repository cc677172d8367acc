import type { Tx } from '@/lib/db/driver/client'
import { forgetOtherBrowsers } from '@/lib/db/queries/known-browsers'
import { endSessionsOf } from '@/lib/db/queries/sessions'
import { updatePasswordHash } from '@/lib/db/queries/users'
import { voidVerifications } from '@/lib/db/queries/verifications'
import { enqueue } from '@/lib/delivery/outbox'
import { gatewayFor } from '@/lib/delivery/routing'
import { countryOf } from '@/lib/verification/phone'

const NOTICE_LIFE_SECONDS = 24 * 60 * 60

interface Replacement {
  userId: string
  passwordHash: string
  browserHash: string
}

/** Stores a password, ends all sessions, voids verifications, and enqueues a notice to dispatch after the commit. */
export async function replacePassword(
  tx: Tx,
  { userId, passwordHash, browserHash }: Replacement,
): Promise<{ noticeId: string; phone: string }> {
  const { phone, locale } = await updatePasswordHash(tx, userId, passwordHash)
  await endSessionsOf(tx, userId)
  await forgetOtherBrowsers(tx, userId, browserHash)
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
