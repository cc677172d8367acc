import { audit } from '@/lib/audit/audit'
import { type Env, env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { PARTS, type SegmentCount, segmentsWithin } from '@/lib/db/queries/spend'
import { log } from '@/lib/log/log'
import { singleton } from '@/lib/process/singleton'
import { cached } from './cached'
import { meteredRoom } from './metered-caps'

/** Share of each cap that messages to unverified numbers may use. Attackers cannot exhaust the rest. */
const UNVERIFIED_SHARE = 0.7
const ALARM_SHARE = 0.8
/** Per process, so that requests share a read. */
const HOUR_CACHED_MS = 2000
const DAY_CACHED_MS = 10_000

type SpendingCap = Env['spendingCaps']['hour']

interface Cap {
  name: string
  cap: SpendingCap
  used: SegmentCount[]
}

const alarmed = singleton('spending-cap-alarms', () => new Set<string>())

const total = (used: SegmentCount[]) => used.reduce((sum, { segments }) => sum + segments, 0)
const ofCountry = (used: SegmentCount[], country: string) => used.filter((one) => one.country === country)

function watchedByPart(used: SegmentCount[]): number[] {
  const parts = Array.from({ length: PARTS }, () => 0)
  for (const { age, watched } of used) parts[PARTS - 1 - age] = (parts[PARTS - 1 - age] ?? 0) + watched
  return parts
}

const capFor = (spendingCaps: ReadonlyMap<string, SpendingCap>, country: string): SpendingCap =>
  spendingCaps.get(country) ?? spendingCaps.get('*') ?? '*'

async function capsFor({ country, templates }: Pick<CappedMessage, 'country' | 'templates'>): Promise<Cap[]> {
  const { spendingCaps } = env()
  const segmentsIn = (hours: number) => segmentsWithin(db(), { hours, templates })
  const hour = await cached('segments-hour', HOUR_CACHED_MS, () => segmentsIn(1))
  const day = await cached('segments-day', DAY_CACHED_MS, () => segmentsIn(24))
  return [
    { name: 'hour', cap: spendingCaps.hour, used: hour },
    { name: 'day', cap: spendingCaps.day, used: day },
    { name: `hour.${country}`, cap: capFor(spendingCaps.countryHour, country), used: ofCountry(hour, country) },
    { name: `day.${country}`, cap: capFor(spendingCaps.countryDay, country), used: ofCountry(day, country) },
  ]
}

export interface CappedMessage {
  country: string
  toAnyNumber: boolean
  /** Templates that send to any number. */
  templates: string[]
}

/** Returns the spending cap that one more message would exceed, or null. Messages to any number get 70 %, metered. */
export async function reachedCap(of: CappedMessage): Promise<string | null> {
  const share = of.toAnyNumber ? UNVERIFIED_SHARE : 1
  const bounded = (await capsFor(of)).flatMap(({ name, cap, used }) =>
    cap === '*' ? [] : [{ name, used: total(used), most: cap * share, parts: watchedByPart(used) }],
  )
  for (const one of bounded) alarm(one, share)
  const full = bounded.find(({ used, most }) => used >= most)
  if (full) return full.name
  const metered = of.toAnyNumber && bounded.find(({ parts, most }) => meteredRoom(parts, most) <= 0)
  return metered ? `${metered.name}.metered` : null
}

/** Logs once, until the use falls below the threshold again. */
function alarm({ name, used, most }: { name: string; used: number; most: number }, share: number): void {
  const key = `${name}:${share}`
  if (used < most * ALARM_SHARE) alarmed.delete(key)
  else if (!alarmed.has(key)) {
    alarmed.add(key)
    log().error({ event: 'spending-cap.alarm', policy: name, count: used })
    audit({ event: 'spending-cap.alarm', detail: { policy: name } })
  }
}
