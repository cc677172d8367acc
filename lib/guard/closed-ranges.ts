import type { RangeConversion, RangeWindow } from '@/lib/db/queries/start-context'
import { liftedAt } from './lifted-limits'
import { rangeOf } from './number-range'
import { type LimitLevel, limitFactorFor } from './policies'

const RANGE_SENT = 15
const RANGE_SHARE = 0.1

const enoughFor = (level: LimitLevel) => RANGE_SENT * limitFactorFor(level)

export const rangeWindow = async (
  phone: string,
  purposes: readonly string[],
  level: LimitLevel,
): Promise<RangeWindow> => ({ range: rangeOf(phone), purposes, enough: enoughFor(level), since: await liftedAt() })

/** Returns the seconds until a range reopens; 0 if open. Many messages with few verifications indicate SMS pumping. */
export function closedForSeconds({ sent, approved, fewerInSeconds }: RangeConversion, level: LimitLevel): number {
  const verifiesTooFew = sent >= enoughFor(level) && approved < sent * RANGE_SHARE
  return verifiesTooFew ? Math.max(1, Math.ceil(fewerInSeconds)) : 0
}
