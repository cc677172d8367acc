import type { Purpose } from '@/lib/db/generated/enums'

interface BucketSubject {
  purpose: Purpose
  phone: string
  userId: string | null
  knownBrowser: boolean
}

/** Returns the key of the quotas (R3). Known browsers count per account: attackers cannot exhaust the owner's quota. */
export const bucketOf = ({ purpose, phone, userId, knownBrowser }: BucketSubject): string =>
  knownBrowser ? `${purpose}:known:${userId}` : `${purpose}:${phone}`
