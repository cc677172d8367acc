import { audit } from '@/lib/audit/audit'
import { type Env, env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { PARTS, type Spent, spentWithin } from '@/lib/db/queries/traffic-stats'
import { log } from '@/lib/log/log'
import { perProcess } from '@/lib/process/singleton'
import { refreshed } from './cached'
import { liftedAt } from './lifted-limits'
import { meteredRoom } from './metered-caps'
import { ANYBODYS_SHARE } from './policies'

const ALARM_SHARE = 0.8
/** As exact rows these sums cost four fifths of the throughput, so they may be two seconds late, those of a day a minute. */
const HOUR_REFRESHED_MS = 2000
const DAY_REFRESHED_MS = 60_000

type Budget = Env['budgets']['hour']

interface Account {
  name: string
  budget: Budget
  /** By country and part of the period. */
  spent: Spent[]
}

const alarmed = perProcess('budget-alarms', () => new Set<string>())

const total = (spent: Spent[]) => spent.reduce((sum, { segments }) => sum + segments, 0)
const ofCountry = (spent: Spent[], country: string) => spent.filter((one) => one.country === country)

/** What was sent to any number in each part of the period, oldest first. */
function watchedByPart(spent: Spent[]): number[] {
  const parts = Array.from({ length: PARTS }, () => 0)
  for (const { age, watched } of spent) parts[PARTS - 1 - age] = (parts[PARTS - 1 - age] ?? 0) + watched
  return parts
}

const budgetOf = (budgets: ReadonlyMap<string, Budget>, country: string): Budget =>
  budgets.get(country) ?? budgets.get('*') ?? '*'

async function accounts({ country, templates }: Pick<Spender, 'country' | 'templates'>): Promise<Account[]> {
  const { budgets } = env()
  const spentIn = async (hours: number) => spentWithin(db(), { hours, templates, since: await liftedAt() })
  const hour = await refreshed('spent-hour', HOUR_REFRESHED_MS, () => spentIn(1))
  const day = await refreshed('spent-day', DAY_REFRESHED_MS, () => spentIn(24))
  return [
    { name: 'hour', budget: budgets.hour, spent: hour },
    { name: 'day', budget: budgets.day, spent: day },
    { name: `hour.${country}`, budget: budgetOf(budgets.countryHour, country), spent: ofCountry(hour, country) },
    { name: `day.${country}`, budget: budgetOf(budgets.countryDay, country), spent: ofCountry(day, country) },
  ]
}

export interface Spender {
  country: string
  /** What is asked for goes to any number, not only to those that were verified before. */
  toAnyNumber: boolean
  /** The templates of messages that do. */
  templates: string[]
}

/**
 * Returns the spending cap that one more message would exceed, or null. Messages to any number have 70 % of each cap, and
 * of that only what has accrued so far: account owners' share stays, and an hour's money lasts the hour. Raises an alarm
 * at 80 % of either share.
 */
export async function overspent(of: Spender): Promise<string | null> {
  const share = of.toAnyNumber ? ANYBODYS_SHARE : 1
  const bounded = (await accounts(of)).flatMap(({ name, budget, spent }) =>
    budget === '*' ? [] : [{ name, spent: total(spent), most: budget * share, parts: watchedByPart(spent) }],
  )
  for (const one of bounded) alarm(one, share)
  const full = bounded.find(({ spent, most }) => spent >= most)
  if (full) return full.name
  const metered = of.toAnyNumber && bounded.find(({ parts, most }) => meteredRoom(parts, most) <= 0)
  return metered ? `${metered.name}.metered` : null
}

/** Once, until it has fallen below again. */
function alarm({ name, spent, most }: { name: string; spent: number; most: number }, share: number): void {
  const key = `${name}:${share}`
  if (spent < most * ALARM_SHARE) alarmed.delete(key)
  else if (!alarmed.has(key)) {
    alarmed.add(key)
    log().error({ event: 'budget.alarm', policy: name, count: spent })
    audit({ event: 'budget.alarm', detail: { policy: name } })
  }
}
