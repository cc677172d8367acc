import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import * as z from 'zod'
import {
  isSimulatedGateway,
  type RoutableGateway,
  SIMULATED_GATEWAYS,
  type VendorName,
  vendorNames,
  vendors,
} from '@/lib/delivery/gateways/registry'
import type { Deployment } from '@/lib/delivery/gateways/settings'
import type { GuardSettings } from './env-guard'
import type { ByPrefix, SmsSettings } from './env-sms-settings'

type Found = SmsSettings &
  Pick<GuardSettings, 'SMS_BUDGET_HOUR' | 'SMS_BUDGET_DAY'> & {
    MODE: 'demo' | 'live'
    ALLOWED_COUNTRIES?: '*' | string[]
    given: Record<string, string | undefined>
  }

const simulatorOf = (name: VendorName, { MODE, given }: Found) => {
  const { simulator } = vendors[name].settings
  return MODE === 'demo' && simulator && !given[simulator.unless] ? simulator : undefined
}

const routesOf = (found: Found): ByPrefix<RoutableGateway[]>[] =>
  found.SMS_ROUTES ?? (found.MODE === 'demo' ? [{ prefix: '', value: [...SIMULATED_GATEWAYS] }] : [])

const simulated = (found: Found): RoutableGateway[] => [
  ...SIMULATED_GATEWAYS,
  ...vendorNames.filter((name) => simulatorOf(name, found)),
]

/** Returns one sentence for each problem with the routes. */
export function routeProblems(found: Found): string[] {
  const named = [...new Set(routesOf(found).flatMap(({ value }) => value))]
  const problems = named.flatMap((gateway) => missingFor(gateway, found))
  if (found.MODE === 'live') {
    for (const gateway of named.filter(isSimulatedGateway))
      problems.push(`SMS_ROUTES names ${gateway}, the demo's simulated phone, which MODE=live doesn't have.`)
    problems.push(...unrouted(found))
    return problems
  }
  const real = named.filter((gateway) => !simulated(found).includes(gateway))
  return real.length > 0 ? [...problems, ...realProblems(found, real.join(', '))] : problems
}

/** A demo that pays for messages needs a list of numbers, or the spending caps of live mode. */
function realProblems(found: Found, real: string): string[] {
  if (!found.DEMO_NUMBERS)
    return [`In the demo, ${real} serves DEMO_NUMBERS alone: set it to numbers, like +12025550123, or to * for all.`]
  if (found.DEMO_NUMBERS !== '*') return []
  const missing = [
    ...(found.SMS_BUDGET_HOUR ? [] : ['SMS_BUDGET_HOUR']),
    ...(found.SMS_BUDGET_DAY ? [] : ['SMS_BUDGET_DAY']),
    ...(Array.isArray(found.ALLOWED_COUNTRIES) ? [] : ['countries in ALLOWED_COUNTRIES']),
  ]
  if (missing.length === 0) return []
  return [
    `In the demo, DEMO_NUMBERS=* lets ${real} write to anybody, which needs ${missing.join(', ')}, as MODE=live does.`,
  ]
}

function missingFor(gateway: RoutableGateway, found: Found): string[] {
  if (isSimulatedGateway(gateway) || simulatorOf(gateway, found)) return []
  const fields = Object.entries(vendors[gateway].settings.fields)
  const missing = fields.filter(([name, field]) => !found.given[name] && !z.safeParse(field, undefined).success)
  if (missing.length === 0) return []
  return [`SMS_ROUTES names ${gateway}, which needs ${missing.map(([name]) => name).join(', ')}.`]
}

function unrouted(found: Found): string[] {
  const countries =
    found.ALLOWED_COUNTRIES === '*' ? getCountries() : ((found.ALLOWED_COUNTRIES ?? []) as CountryCode[])
  const prefixes = routesOf(found).map(({ prefix }) => prefix)
  const without = countries.filter(
    (country) => !prefixes.some((prefix) => `+${getCountryCallingCode(country)}`.startsWith(prefix)),
  )
  if (without.length === 0) return []
  return [`SMS_ROUTES leads to no gateway for ${without.slice(0, 3).join(', ')}; add a route for *, say.`]
}

function gatewaysOf(found: Found, deployment: Deployment): Partial<Record<VendorName, { url: string }>> {
  const entries = vendorNames.map((name) => {
    const { fields, read } = vendors[name].settings
    const { data } = z.object(fields).safeParse(found.given)
    return [name, data ? read(data, deployment) : simulatorOf(name, found)?.read(deployment)]
  })
  return Object.fromEntries(entries.filter(([, settings]) => settings))
}

const isAllSimulated = (found: Found) =>
  found.MODE === 'demo' &&
  routesOf(found).every(({ value }) => value.every((gateway) => simulated(found).includes(gateway)))

const longestFirst = <T>(entries: ByPrefix<T>[]) => entries.toSorted((a, b) => b.prefix.length - a.prefix.length)

export const smsConfig = (found: Found, deployment: Deployment) => ({
  smsRoutes: longestFirst(routesOf(found)),
  smsSenders: longestFirst([...found.SMS_SENDERS, { prefix: '', value: found.SMS_SENDER }]),
  demoNumbers: found.DEMO_NUMBERS ?? [],
  simulatedGateways: simulated(found),
  allSimulated: isAllSimulated(found),
  gateways: gatewaysOf(found, deployment),
})
