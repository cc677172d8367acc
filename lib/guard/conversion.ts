import { db } from '@/lib/db/client'
import { type Conversion, conversionOfRange, conversionsByCountry } from '@/lib/db/traffic'
import { liftedAt } from './lifted'
import { type Client, generosityFor } from './policies'
import { rangeOf } from './range'
import { refreshed } from './refreshed'

export interface Watched extends Client {
  /** ISO 3166, of the number itself. */
  country: string
  /** The purposes that write to any number: what ranges and countries are watched for. */
  watched: string[]
}

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
export async function closedForSeconds({ phone, watched: purposes, ...client }: Watched & { phone: string }) {
  const enough = RANGE_SENT * generosityFor(client)
  const range = await conversionOfRange(db(), { range: rangeOf(phone), purposes, enough, since: await liftedAt() })
  return provesTooFew(range, enough, RANGE_SHARE) ? Math.max(1, Math.ceil(range.fewerInSeconds)) : 0
}

/** Whether a country proves so few of its numbers that those who start there are checked first. It is never closed. */
export async function isDoubtfulCountry({ country, watched: purposes, ...client }: Watched): Promise<boolean> {
  const enough = COUNTRY_SENT * generosityFor(client)
  const all = await refreshed('conversions', COUNTRIES_REFRESHED_MS, async () =>
    conversionsByCountry(db(), purposes, await liftedAt()),
  )
  return all.some((one) => one.country === country && provesTooFew(one, enough, COUNTRY_SHARE))
}
