import { db } from '@/lib/db/driver/client'
import { type Reports, receiptRates } from '@/lib/db/queries/message-stats'
import { setDegraded } from './circuit-breakers'

const MIN_RECENT = 20
const MIN_USUAL = 50
const FAR_BELOW = 0.5

/** Whether a gateway's receipt rate is far below its own usual rate. Some gateways never send receipts. */
export const isDegradedBy = ({ recent, recentReported, usual, usualReported }: Reports): boolean =>
  recent >= MIN_RECENT && usual >= MIN_USUAL && recentReported / recent < (usualReported / usual) * FAR_BELOW

/** Updates the degraded gateways. Missing receipts never cause a dispatch, only a lower priority (R8). */
export async function watchReceiptRates(): Promise<void> {
  const rates = await receiptRates(db())
  setDegraded(rates.filter(isDegradedBy).map(({ gateway }) => gateway))
}
