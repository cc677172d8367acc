import { audit } from '@/lib/audit/audit'
import { db } from '@/lib/db/client'
import { type Spent, spentWithin } from '@/lib/db/traffic'
import { type Env, env } from '@/lib/env'
import { log } from '@/lib/log'
import { perProcess } from '@/lib/per-process'
import { liftedAt } from './lifted'
import { ANYBODYS_SHARE } from './policies'
import { refreshed } from './refreshed'

const ALARM_SHARE = 0.8
/** As exact rows these sums cost four fifths of the throughput, so they may be two seconds late, those of a day a minute. */
const HOUR_REFRESHED_MS = 2000
const DAY_REFRESHED_MS = 60_000

type Budget = Env['budgets']['hour']

interface Account {
  name: string
  budget: Budget
  spent: number
}

const alarmed = perProcess('budget-alarms', () => new Set<string>())

const total = (spent: Spent[]) => spent.reduce((sum, { segments }) => sum + segments, 0)
const ofCountry = (spent: Spent[], country: string) => spent.find((one) => one.country === country)?.segments ?? 0
const budgetOf = (budgets: ReadonlyMap<string, Budget>, country: string): Budget =>
  budgets.get(country) ?? budgets.get('*') ?? '*'

async function accounts(country: string): Promise<Account[]> {
  const { budgets } = env()
  const hour = await refreshed('spent-hour', HOUR_REFRESHED_MS, async () => spentWithin(db(), 1, await liftedAt()))
  const day = await refreshed('spent-day', DAY_REFRESHED_MS, async () => spentWithin(db(), 24, await liftedAt()))
  return [
    { name: 'hour', budget: budgets.hour, spent: total(hour) },
    { name: 'day', budget: budgets.day, spent: total(day) },
    { name: `hour.${country}`, budget: budgetOf(budgets.countryHour, country), spent: ofCountry(hour, country) },
    { name: `day.${country}`, budget: budgetOf(budgets.countryDay, country), spent: ofCountry(day, country) },
  ]
}

/**
 * The spending cap that one more message would go beyond; null when there is room. What goes to any number has 70 % of each
 * budget, so that strangers can't spend what people need who have an account. Whoever answers for the cost hears of it at
 * 80 % of either.
 */
export async function overspent(of: { country: string; toAnyNumber: boolean }): Promise<string | null> {
  const share = of.toAnyNumber ? ANYBODYS_SHARE : 1
  const bounded = (await accounts(of.country)).flatMap(({ name, budget, spent }) =>
    budget === '*' ? [] : [{ name, spent, most: budget * share }],
  )
  for (const one of bounded) alarm(one, share)
  return bounded.find(({ spent, most }) => spent >= most)?.name ?? null
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
