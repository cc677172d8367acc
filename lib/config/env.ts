import { isSupportedCountry } from 'libphonenumber-js/max'
import * as z from 'zod'
import { isLoopback } from '@/lib/http/hosts'
import { FAULT_POINTS } from '@/lib/process/fault-injection'
import { guardConfig, guardSettings } from './env-guard'
import { routeProblems, smsConfig } from './env-sms'
import { smsSettings } from './env-sms-settings'

/** An invalid configuration. The message has one line per problem, each with its remedy. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const CODE_KEY_MIN_BYTES = 16

/** Minimum of distinct characters: 32 random hexadecimal digits have 10 or more. */
const MIN_VARIETY = 8
const looksRandom = (secret: Iterable<string | number>) => new Set(secret).size >= MIN_VARIETY

const wholeNumber = (name: string, min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    context.addIssue(`${name} must be a whole number from ${min} to ${max}.`)
    return z.NEVER
  })

const cooldowns = z
  .string()
  .regex(
    /^\d{1,4}(,\d{1,4})*$/,
    'RESEND_COOLDOWN_SECONDS must be whole seconds with commas between, like 30,60,120,300.',
  )
  .default('30,60,120,300')
  .transform((text) => text.split(',').map(Number))

const origin = (name: string) =>
  z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username) return url.origin
    context.addIssue(`${name} must be an origin alone, like https://id.example.com.`)
    return z.NEVER
  })

const countries = z
  .string()
  .regex(
    /^(\*|[A-Z]{2}(,[A-Z]{2})*)$/,
    'ALLOWED_COUNTRIES must be * or two-letter countries with commas between, like US,CA.',
  )
  .transform((text, context) => {
    if (text === '*') return '*' as const
    const codes = text.split(',')
    const unknown = codes.filter((code) => !isSupportedCountry(code))
    if (unknown.length === 0) return codes
    context.addIssue(
      `ALLOWED_COUNTRIES contains unknown countries: ${unknown.join(', ')}. Use ISO 3166 codes, like GB.`,
    )
    return z.NEVER
  })

/** A key of the key ring for codes: the first derives new codes, the others verify older ones. */
export interface CodeKey {
  id: string
  secret: Buffer
}

const codeKeys = z.string().transform((text, context): CodeKey[] => {
  const keys = text.split(',').map((entry) => {
    const [, id = '', encoded = ''] = /^([\w-]{1,32}):([A-Za-z0-9+/]+={0,2})$/.exec(entry.trim()) ?? []
    return { id, secret: Buffer.from(encoded, 'base64') }
  })
  const isWellFormed = keys.every((key) => key.id !== '' && key.secret.length >= CODE_KEY_MIN_BYTES)
  if (isWellFormed && !keys.every((key) => looksRandom(key.secret))) {
    context.addIssue('CODE_KEYS must be random bytes: make each with `openssl rand -base64 32`.')
    return z.NEVER
  }
  if (isWellFormed && new Set(keys.map((key) => key.id)).size === keys.length) return keys
  context.addIssue('CODE_KEYS must be id:base64 pairs with commas between, 16 bytes or more each, every id once.')
  return z.NEVER
})

const schema = z.object({
  MODE: z.enum(['demo', 'live'], 'MODE must be demo or live.').default('demo'),
  PORT: wholeNumber('PORT', 0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must start with postgresql://.')
    .optional(),
  APP_ORIGIN: origin('APP_ORIGIN').optional(),
  RECEIPT_ORIGIN: origin('RECEIPT_ORIGIN').optional(),
  AUTH_SECRET: z
    .string()
    .min(32, 'AUTH_SECRET must have at least 32 characters.')
    .refine(looksRandom, 'AUTH_SECRET must be random: make one with `openssl rand -base64 32`.')
    .optional(),
  CODE_KEYS: codeKeys.optional(),
  CODE_LIFETIME_SECONDS: wholeNumber('CODE_LIFETIME_SECONDS', 2, 600).default(600),
  RESEND_COOLDOWN_SECONDS: cooldowns,
  ALLOWED_COUNTRIES: countries.optional(),
  TRUSTED_PROXY_HOPS: wholeNumber('TRUSTED_PROXY_HOPS', 0, 9).optional(),
  ...smsSettings,
  ...guardSettings,
  DEMO_ACCESS_KEY: z
    .string()
    .min(8, 'DEMO_ACCESS_KEY must have at least 8 characters.')
    .refine((key) => new Set(key).size >= MIN_VARIETY / 2, 'DEMO_ACCESS_KEY must not be one letter repeated.')
    .optional(),
  CARRIER_DELAY_MS: wholeNumber('CARRIER_DELAY_MS', 0, 60_000).default(1500),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'LOG_LEVEL must be debug, info, warn, error or silent.')
    .default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], 'LOG_FORMAT must be pretty or json.').optional(),
  /** Set by most CI services; some of them have a terminal too. */
  CI: z.string().optional(),
  CRASH_AT: z.enum(FAULT_POINTS, `CRASH_AT must be one of ${FAULT_POINTS.join(', ')}.`).optional(),
})

type Parsed = z.infer<typeof schema>

/** Lower bounds in live mode. A demo may go below them, so that tests need not wait. */
const LIVE_MIN_LIFETIME_SECONDS = 180
const LIVE_MIN_COOLDOWN_SECONDS = 30
const LIVE_MIN_WAIT_SECONDS = 60

function missingForLive(found: Parsed): string[] {
  const problems: string[] = []
  const need = (fine: unknown, problem: string) => fine || problems.push(`MODE=live needs ${problem}`)
  need(found.APP_ORIGIN?.startsWith('https://'), 'APP_ORIGIN with https, like https://id.example.com.')
  need(found.DATABASE_URL, 'DATABASE_URL, a PostgreSQL URL.')
  need(found.AUTH_SECRET, 'AUTH_SECRET, 32 random characters or more.')
  need(found.CODE_KEYS, 'CODE_KEYS, like k1:<base64 of 32 random bytes>.')
  need(Array.isArray(found.ALLOWED_COUNTRIES), 'ALLOWED_COUNTRIES, the countries you serve, like US,CA.')
  need(found.CODE_LIFETIME_SECONDS >= LIVE_MIN_LIFETIME_SECONDS, 'CODE_LIFETIME_SECONDS of 180 or more.')
  need(
    Math.min(...found.RESEND_COOLDOWN_SECONDS) >= LIVE_MIN_COOLDOWN_SECONDS,
    'RESEND_COOLDOWN_SECONDS of 30 or more each.',
  )
  need(found.EXTRA_CHECK_WAIT_SECONDS >= LIVE_MIN_WAIT_SECONDS, 'EXTRA_CHECK_WAIT_SECONDS of 60 or more.')
  need(!found.DEMO_ACCESS_KEY, 'DEMO_ACCESS_KEY to be left out; there is no demo to open.')
  need(!found.DEMO_LIMITS, 'DEMO_LIMITS to be left out; limits are always strict.')
  need(
    found.TRUSTED_PROXY_HOPS !== undefined,
    'TRUSTED_PROXY_HOPS, the number of your proxies that append to X-Forwarded-For, or 0 if clients connect directly.',
  )
  need(found.SMS_ROUTES, 'SMS_ROUTES, which gateways carry messages, like *:kannel.')
  need(found.SMS_BUDGET_HOUR, 'SMS_BUDGET_HOUR, the segments that may go out in an hour, or * for no bound.')
  need(found.SMS_BUDGET_DAY, 'SMS_BUDGET_DAY, the segments that may go out in a day, or * for no bound.')
  need(!found.CRASH_AT, 'CRASH_AT to be left out; it is for tests.')
  return problems
}

/** A demo shows every code to every client that can reach it (R12). */
function missingForDemo(found: Parsed): string[] {
  const problems: string[] = []
  if (!found.AUTH_SECRET || !found.CODE_KEYS)
    problems.push('Set AUTH_SECRET and CODE_KEYS, or start with `npm start`, which makes them.')
  const names = [found.HOST, ...(found.APP_ORIGIN ? [new URL(found.APP_ORIGIN).hostname] : [])]
  const open = names.find((name) => !isLoopback(name))
  if (open && !found.DEMO_ACCESS_KEY)
    problems.push(
      `The demo shows every code to every client that can reach it: set DEMO_ACCESS_KEY, or remove ${open} from HOST or APP_ORIGIN.`,
    )
  return problems
}

/** Parses the whole configuration. Throws one ConfigError with all problems. */
export function parseEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message).join('\n'))
  const found = { ...parsed.data, given }
  const problems = [...(found.MODE === 'live' ? missingForLive(found) : missingForDemo(found)), ...routeProblems(found)]
  if (problems.length > 0 || !found.AUTH_SECRET || !found.CODE_KEYS) throw new ConfigError(problems.join('\n'))
  const appOrigin = found.APP_ORIGIN ?? `http://localhost:${found.PORT}`
  const receiptOrigin = found.RECEIPT_ORIGIN ?? appOrigin
  const sms = smsConfig(found, { authSecret: found.AUTH_SECRET, receiptOrigin })
  return {
    mode: found.MODE,
    port: found.PORT,
    host: found.HOST,
    dataDir: found.DATA_DIR,
    databaseUrl: found.DATABASE_URL,
    appOrigin,
    receiptOrigin,
    authSecret: found.AUTH_SECRET,
    codeKeys: found.CODE_KEYS,
    codeLifetimeSeconds: found.CODE_LIFETIME_SECONDS,
    resendCooldownSeconds: found.RESEND_COOLDOWN_SECONDS,
    allowedCountries: found.ALLOWED_COUNTRIES ?? ('*' as const),
    trustedProxyHops: found.TRUSTED_PROXY_HOPS ?? 0,
    ...sms,
    ...guardConfig(found),
    demoAccessKey: found.DEMO_ACCESS_KEY,
    /** Generous only if no message can reach a real phone (R12). */
    presenterLimits: sms.allSimulated && found.DEMO_LIMITS !== 'strict' ? ('generous' as const) : ('strict' as const),
    carrierDelayMs: found.CARRIER_DELAY_MS,
    logLevel: found.LOG_LEVEL,
    /** Undefined: chosen by output (lib/log/log.ts). */
    logFormat: found.LOG_FORMAT,
    isCi: found.CI !== undefined && found.CI !== 'false',
    crashAt: found.CRASH_AT,
  }
}

export type Env = ReturnType<typeof parseEnv>

let parsed: Env | undefined

export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
