import type { Purpose } from '@/lib/db/generated/enums'

interface Of {
  purpose: Purpose
  phone: string
  userId: string | null
  knownBrowser: boolean
}

/**
 * Quotas are kept in buckets (R3): what a stranger can start counts per phone and purpose, and what a browser starts that has
 * signed in to the account before counts for that account, so that no stranger empties the owner's.
 */
export const bucketOf = ({ purpose, phone, userId, knownBrowser }: Of): string =>
  knownBrowser ? `${purpose}:known:${userId}` : `${purpose}:${phone}`
