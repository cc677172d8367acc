import * as z from 'zod'
import { type RoutableGateway, SIMULATED_GATEWAYS, vendorNames, vendors } from '@/lib/delivery/gateways/registry'
import { SENDER, SENDER_RULE } from '@/lib/delivery/gateways/settings'

export const ROUTABLE_GATEWAYS: RoutableGateway[] = [...SIMULATED_GATEWAYS, ...vendorNames]

/** A value for the numbers that begin with `prefix`; the empty prefix is the default. */
export interface ByPrefix<T> {
  prefix: string
  value: T
}

const ENTRY = /^(\*|\+[1-9]\d{0,6}):([^:;]+)$/

/** Parses `+1:a;+44:b;*:c`; null on a syntax error or a repeated prefix. */
function byPrefix(text: string): ByPrefix<string>[] | null {
  const entries = text.split(';').map((entry) => {
    const [, prefix, value] = ENTRY.exec(entry.trim()) ?? []
    return prefix && value ? { prefix: prefix === '*' ? '' : prefix, value: value.trim() } : null
  })
  const found = entries.filter((entry) => entry !== null)
  const prefixes = new Set(found.map((entry) => entry.prefix))
  return found.length === entries.length && prefixes.size === found.length ? found : null
}

const isRoutable = (name: string): name is RoutableGateway => ROUTABLE_GATEWAYS.some((one) => one === name)

const routes = z.string().transform((text, context): ByPrefix<RoutableGateway[]>[] => {
  const refuse = (problem: string) => {
    context.addIssue(problem)
    return z.NEVER
  }
  const entries = byPrefix(text)
  if (!entries)
    return refuse('SMS_ROUTES must be prefix:gateways pairs, every prefix once, like +1:twilio,kannel;*:kannel.')
  const found: ByPrefix<RoutableGateway[]>[] = []
  for (const { prefix, value } of entries) {
    const names = value.split(',').map((name) => name.trim())
    const unknown = names.find((name) => !isRoutable(name))
    if (unknown !== undefined)
      return refuse(`SMS_ROUTES names no gateway by "${unknown}"; there are ${ROUTABLE_GATEWAYS.join(', ')}.`)
    if (new Set(names).size < names.length) return refuse(`SMS_ROUTES names a gateway twice in "${value}".`)
    found.push({ prefix, value: names.filter(isRoutable) })
  }
  return found
})

const senders = z.string().transform((text, context) => {
  const entries = byPrefix(text)
  if (entries?.every(({ value }) => SENDER.test(value))) return entries
  context.addIssue(
    entries
      ? `SMS_SENDERS must be senders of ${SENDER_RULE}, by prefix.`
      : 'SMS_SENDERS must be prefix:sender pairs, every prefix once, like +1:12025550100;*:Latchkey.',
  )
  return z.NEVER
})

const phoneList = z.string().transform((text, context) => {
  if (text === '*') return '*' as const
  const numbers = text.split(',').map((number) => number.replace(/[\s-]/g, ''))
  if (numbers.every((number) => /^\+[1-9]\d{6,14}$/.test(number))) return numbers
  context.addIssue('DEMO_NUMBERS must be * or international numbers with commas between, like +12025550123.')
  return z.NEVER
})

/** Optional here, because an unrouted vendor needs no settings. Untyped: only the vendor reads them. */
const vendorFields: object = z
  .object(Object.assign({}, ...Object.values(vendors).map(({ settings }) => settings.fields)))
  .partial().shape

export const smsSettings = {
  SMS_ROUTES: routes.optional(),
  SMS_SENDER: z.string().regex(SENDER, `SMS_SENDER must be ${SENDER_RULE}.`).default('Latchkey'),
  SMS_SENDERS: senders.default([]),
  DEMO_NUMBERS: phoneList.optional(),
  ...vendorFields,
}

export type SmsSettings = z.infer<z.ZodObject<typeof smsSettings>>
