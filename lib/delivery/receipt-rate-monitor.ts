import { db } from '@/lib/db/driver/client'
import { type Reports, receiptRates } from '@/lib/db/queries/message-stats'
import { setDegraded } from './circuit-breakers'

/** Fewer messages say nothing about a rate. */
const ENOUGH_RECENT = 20
const ENOUGH_USUAL = 50
const FAR_BELOW = 0.5

/**
 * Whether far fewer receipts come from a gateway than usually do. It is compared with itself: some never report at all.
 */
export const isDegradedBy = ({ recent, recentReported, usual, usualReported }: Reports): boolean =>
  recent >= ENOUGH_RECENT && usual >= ENOUGH_USUAL && recentReported / recent < (usualReported / usual) * FAR_BELOW

/** Silence never sends anything; it makes a gateway the last choice of its routes while it lasts (R8). */
export async function watchReceiptRates(): Promise<void> {
  const rates = await receiptRates(db())
  setDegraded(rates.filter(isDegradedBy).map(({ gateway }) => gateway))
}
