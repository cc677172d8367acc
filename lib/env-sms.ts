import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { replyToken } from './delivery/gateways/kannel/reply-token'
import { demoKey } from './demo-keys'
import type { GuardSettings } from './env-guard'
import type { ByPrefix, RoutableGateway, SmsSettings } from './env-sms-settings'

const NEEDED = {
  handset: [],
  kannel: ['KANNEL_URL', 'KANNEL_USERNAME', 'KANNEL_PASSWORD'],
  twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  vonage: ['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_SIGNATURE_SECRET'],
  android: [
    'ANDROID_GATEWAY_URL',
    'ANDROID_GATEWAY_USERNAME',
    'ANDROID_GATEWAY_PASSWORD',
    'ANDROID_GATEWAY_SIGNING_KEY',
  ],
} as const satisfies Record<RoutableGateway, readonly (keyof SmsSettings)[]>

/** A demo without a Kannel of its own talks to the one of `npm run kannel`, behind which all phones are simulated. */
const DEVELOPMENT_KANNEL = { url: 'http://127.0.0.1:13013/cgi-bin/sendsms', username: 'latchkey' }

const usesDevelopmentKannel = (found: SmsSettings & { MODE: string }) => found.MODE === 'demo' && !found.KANNEL_URL

const routesOf = (found: SmsSettings & { MODE: string }): ByPrefix<RoutableGateway[]>[] =>
  found.SMS_ROUTES ?? (found.MODE === 'demo' ? [{ prefix: '', value: ['handset'] }] : [])

/** Gateways that reach nobody but simulated phones. */
const simulated = (found: SmsSettings & { MODE: string }): RoutableGateway[] =>
  usesDevelopmentKannel(found) ? ['handset', 'kannel'] : ['handset']

type Found = SmsSettings &
  Pick<GuardSettings, 'SMS_BUDGET_HOUR' | 'SMS_BUDGET_DAY'> & {
    MODE: 'demo' | 'live'
    ALLOWED_COUNTRIES?: '*' | string[]
  }

/** What keeps the routes from working, one sentence each. */
export function routeProblems(found: Found): string[] {
  const named = [...new Set(routesOf(found).flatMap(({ value }) => value))]
  const problems = named.flatMap((gateway) => missingFor(gateway, found))
  if (found.MODE === 'live') {
    if (named.includes('handset'))
      problems.push("SMS_ROUTES names handset, the demo's simulated phone, which MODE=live doesn't have.")
    problems.push(...unrouted(found))
    return problems
  }
  const real = named.filter((gateway) => !simulated(found).includes(gateway))
  return real.length > 0 ? [...problems, ...realProblems(found, real.join(', '))] : problems
}

/** A demo whose messages are paid for writes to the numbers that it is told, or is bounded as a live server is. */
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
  if (gateway === 'kannel' && usesDevelopmentKannel(found)) return []
  const missing = NEEDED[gateway].filter((name) => !found[name])
  return missing.length === 0 ? [] : [`SMS_ROUTES names ${gateway}, which needs ${missing.join(', ')}.`]
}

/** Countries that are served and that no route leads to. */
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

/** The settings of each gateway that all is known of. */
function gatewaysOf(found: Found, authSecret: string, receiptOrigin: string) {
  const has = (gateway: RoutableGateway) => NEEDED[gateway].every((name) => found[name])
  const text = (name: keyof SmsSettings) => String(found[name] ?? '')
  const ownKannel = { url: text('KANNEL_URL'), username: text('KANNEL_USERNAME'), password: text('KANNEL_PASSWORD') }
  const developmentKannel = { ...DEVELOPMENT_KANNEL, password: demoKey(authSecret, 'kannel') }
  const kannel = has('kannel') ? ownKannel : usesDevelopmentKannel(found) ? developmentKannel : undefined
  return {
    kannel: kannel && { ...kannel, replyToken: replyToken(authSecret) },
    twilio: has('twilio')
      ? {
          apiUrl: found.TWILIO_API_URL,
          accountSid: text('TWILIO_ACCOUNT_SID'),
          authToken: text('TWILIO_AUTH_TOKEN'),
          from: found.TWILIO_FROM,
          receiptOrigin,
        }
      : undefined,
    vonage: has('vonage')
      ? {
          apiUrl: found.VONAGE_API_URL,
          apiKey: text('VONAGE_API_KEY'),
          apiSecret: text('VONAGE_API_SECRET'),
          signatureSecret: text('VONAGE_SIGNATURE_SECRET'),
        }
      : undefined,
    android: has('android')
      ? {
          url: text('ANDROID_GATEWAY_URL'),
          username: text('ANDROID_GATEWAY_USERNAME'),
          password: text('ANDROID_GATEWAY_PASSWORD'),
          signingKey: text('ANDROID_GATEWAY_SIGNING_KEY'),
        }
      : undefined,
  }
}

/** Whether every message ends on a simulated phone; never in live. */
const isAllSimulated = (found: Found) =>
  found.MODE === 'demo' &&
  routesOf(found).every(({ value }) => value.every((gateway) => simulated(found).includes(gateway)))

const longestFirst = <T>(entries: ByPrefix<T>[]) => entries.toSorted((a, b) => b.prefix.length - a.prefix.length)

/** How messages go out, as the rest of the application wants to know it. */
export const smsConfig = (found: Found, authSecret: string, receiptOrigin: string) => ({
  smsRoutes: longestFirst(routesOf(found)),
  /** The longest prefix first, everybody's last. */
  smsSenders: longestFirst([...found.SMS_SENDERS, { prefix: '', value: found.SMS_SENDER }]),
  /** In a demo, whom real gateways may write to; simulated ones write to everybody. */
  demoNumbers: found.DEMO_NUMBERS ?? [],
  simulatedGateways: simulated(found),
  allSimulated: isAllSimulated(found),
  gateways: gatewaysOf(found, authSecret, receiptOrigin),
})
