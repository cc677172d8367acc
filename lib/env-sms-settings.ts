import * as z from 'zod'

/** What carries messages, by the names that routes use. The null gateway isn't one: nobody routes to it. */
export const ROUTABLE_GATEWAYS = ['handset', 'kannel', 'twilio', 'vonage', 'android'] as const
export type RoutableGateway = (typeof ROUTABLE_GATEWAYS)[number]

/** What goes for the numbers that begin with `prefix`; an empty one is everybody's. */
export interface ByPrefix<T> {
  prefix: string
  value: T
}

const ENTRY = /^(\*|\+[1-9]\d{0,6}):([^:;]+)$/

/** `+1:a;+44:b;*:c` as entries, or null when it isn't of that form or names a prefix twice. */
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

/** What GSM can carry as a sender: a number of up to 15 digits, or up to 11 letters, digits and blanks (3GPP TS 23.040). */
const SENDER = /^(?:\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?)$/
const SENDER_RULE = '1 to 11 letters, digits and blanks, with a letter among them, or a number of 3 to 15 digits'

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

/** An address to post to. One that carries credentials or a query would end up where addresses are written down. */
const address = (name: string, example: string) =>
  z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash)
      return url.href.replace(/\/$/, '')
    context.addIssue(`${name} must be an http address without credentials or a query, like ${example}.`)
    return z.NEVER
  })

const phoneList = z.string().transform((text, context) => {
  if (text === '*') return '*' as const
  const numbers = text.split(',').map((number) => number.replace(/[\s-]/g, ''))
  if (numbers.every((number) => /^\+[1-9]\d{6,14}$/.test(number))) return numbers
  context.addIssue('DEMO_NUMBERS must be * or international numbers with commas between, like +12025550123.')
  return z.NEVER
})

export const smsSettings = {
  SMS_ROUTES: routes.optional(),
  SMS_SENDER: z.string().regex(SENDER, `SMS_SENDER must be ${SENDER_RULE}.`).default('Latchkey'),
  SMS_SENDERS: senders.default([]),
  DEMO_NUMBERS: phoneList.optional(),
  KANNEL_URL: address('KANNEL_URL', 'http://127.0.0.1:13013/cgi-bin/sendsms').optional(),
  KANNEL_USERNAME: z.string().optional(),
  KANNEL_PASSWORD: z.string().optional(),
  TWILIO_API_URL: address('TWILIO_API_URL', 'https://api.twilio.com').default('https://api.twilio.com'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC\w+$/, 'TWILIO_ACCOUNT_SID must begin with AC.')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z
    .string()
    .refine(
      (from) => /^MG[0-9a-fA-F]{32}$/.test(from) || SENDER.test(from),
      `TWILIO_FROM must be a messaging service (MG and 32 hexadecimal digits) or a sender of ${SENDER_RULE}.`,
    )
    .optional(),
  VONAGE_API_URL: address('VONAGE_API_URL', 'https://api.nexmo.com').default('https://api.nexmo.com'),
  VONAGE_API_KEY: z.string().optional(),
  VONAGE_API_SECRET: z.string().optional(),
  VONAGE_SIGNATURE_SECRET: z.string().optional(),
  ANDROID_GATEWAY_URL: address('ANDROID_GATEWAY_URL', 'http://192.0.2.10:8080').optional(),
  ANDROID_GATEWAY_USERNAME: z.string().optional(),
  ANDROID_GATEWAY_PASSWORD: z.string().optional(),
  ANDROID_GATEWAY_SIGNING_KEY: z.string().optional(),
}

export type SmsSettings = z.infer<z.ZodObject<typeof smsSettings>>
