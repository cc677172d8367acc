import { db } from '@/lib/db/driver/client'
import { conversionOfRange } from '@/lib/db/queries/traffic-stats'
import { liftedAt } from './lifted-limits'
import { rangeOf } from './number-range'
import { generosityFor, type LimitLevel } from './policies'

export interface Watched extends LimitLevel {
  /** ISO 3166, of the number itself. */
  country: string
  /** The purposes that write to any number: what ranges and countries are watched for. */
  watched: string[]
}

/** So many messages may go to a range before any of them has to have led anywhere. */
const RANGE_SENT = 15
const RANGE_SHARE = 0.1

/**
 * How long a range of numbers stays closed because it takes many messages and proves next to none, which is what pumping
 * looks like; 0 when it is open. It opens by itself as its messages leave the last hour.
 */
export async function closedForSeconds({ phone, watched: purposes, ...client }: Watched & { phone: string }) {
  const enough = RANGE_SENT * generosityFor(client)
  const range = await conversionOfRange(db(), { range: rangeOf(phone), purposes, enough, since: await liftedAt() })
  const provesTooFew = range.sent >= enough && range.passed < range.sent * RANGE_SHARE
  return provesTooFew ? Math.max(1, Math.ceil(range.fewerInSeconds)) : 0
}
