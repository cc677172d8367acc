import type { RangeConversion, RangeWindow } from '@/lib/db/queries/starts'
import { liftedAt } from './lifted-limits'
import { rangeOf } from './number-range'
import { generosityFor, type LimitLevel } from './policies'

/** Messages that a range may receive before a share of them has to be verified. */
const RANGE_SENT = 15
const RANGE_SHARE = 0.1

const enoughFor = (level: LimitLevel) => RANGE_SENT * generosityFor(level)

/** Returns which verifications decide whether a number's range is closed. `purposes`: those that send to any number. */
export const rangeWindow = async (
  phone: string,
  purposes: readonly string[],
  level: LimitLevel,
): Promise<RangeWindow> => ({ range: rangeOf(phone), purposes, enough: enoughFor(level), since: await liftedAt() })

/**
 * Returns for how many seconds a range stays closed because it receives many messages and verifies next to none, as in SMS
 * pumping; 0 if it is open. It opens as its messages leave the last hour.
 */
export function closedForSeconds({ sent, passed, fewerInSeconds }: RangeConversion, level: LimitLevel): number {
  const verifiesTooFew = sent >= enoughFor(level) && passed < sent * RANGE_SHARE
  return verifiesTooFew ? Math.max(1, Math.ceil(fewerInSeconds)) : 0
}
