import { db } from '@/lib/db/client'
import { type Conversion, conversionOfRange, conversionsByCountry } from '@/lib/db/traffic'
import { rangeOf } from './range'
import { refreshed } from './refreshed'

/** So many messages may go to a range before any of them has to have led anywhere. */
const RANGE_SENT = 15
const RANGE_SHARE = 0.1
const COUNTRY_SENT = 100
const COUNTRY_SHARE = 0.2
const COUNTRIES_REFRESHED_MS = 30_000

const provesTooFew = ({ sent, passed }: Conversion, enough: number, share: number) =>
  sent >= enough && passed < sent * share

/**
 * How long a range of numbers stays closed because it takes many messages and proves next to none, which is what pumping
 * looks like; 0 when it is open. It opens by itself as its messages leave the last hour.
 */
export async function closedForSeconds(phone: string, purposes: string[]): Promise<number> {
  const range = await conversionOfRange(db(), { range: rangeOf(phone), purposes, enough: RANGE_SENT })
  return provesTooFew(range, RANGE_SENT, RANGE_SHARE) ? Math.max(1, Math.ceil(range.fewerInSeconds)) : 0
}

/** Whether a country proves so few of its numbers that those who start there are checked first. It is never closed. */
export async function isDoubtfulCountry(country: string, purposes: string[]): Promise<boolean> {
  const all = await refreshed('conversions', COUNTRIES_REFRESHED_MS, () => conversionsByCountry(db(), purposes))
  return all.some((one) => one.country === country && provesTooFew(one, COUNTRY_SENT, COUNTRY_SHARE))
}
