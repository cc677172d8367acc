import { styleText } from 'node:util'
import type { LogEvent } from './events'
import type { ErrorFacts, LogField } from './fields'

type Fields = Partial<Record<Exclude<LogField, 'error' | 'count' | 'seconds' | 'perMinute'>, string>> & {
  error?: ErrorFacts
  count?: number
  perMinute?: number
  seconds?: number
}

export type Logged = Fields & { level: number; time: string; event: LogEvent | 'unknown' }

const WARN = 40
const ERROR = 50

const HIDDEN_FIELDS: ReadonlySet<string> = new Set(['level', 'time', 'event', 'message', 'after', 'user', 'template'])

/** Formats a log line as a sentence. Returns null for lines that a terminal omits. */
export function logText(line: Logged): string | null {
  const sentence = SENTENCES[line.event] ? SENTENCES[line.event]?.(line) : genericSentence(line)
  if (!sentence) return null
  const time = new Date(line.time).toTimeString().slice(0, 8)
  return `${styleText('dim', time)}  ${severity(line.level)}${sentence}`
}

function severity(level: number): string {
  if (level >= ERROR) return styleText('red', 'error: ')
  return level >= WARN ? styleText('yellow', 'warning: ') : ''
}

type Sentence = (line: Logged) => string | null

const SENTENCES: Partial<Record<LogEvent | 'unknown', Sentence>> = {
  audit: ({ what = 'audit', ...line }) => (AUDIT_SENTENCES[what] ?? ((same) => genericSentence(same, what)))(line),
  'audit.lost': ({ count }) => `${count} audit events lost`,
  'audit.not-stored': ({ count, error }) => parts(`${count} audit events not stored yet`, error && errorText(error)),
  'spending-cap.alarm': ({ policy = '', count }) =>
    parts(`spending cap almost reached: ${words(policy)}`, `${count} segments`),
  framework: ({ error, text, count }) => parts(error ? errorText(error) : text, times(count)),
  'gateway.circuit': ({ gateway, state }) => `circuit breaker of ${gateway}: ${words(state ?? '')}`,
  'gateway.few-receipts': ({ gateway }) => `${gateway} reports far fewer deliveries than usual`,
  'gateway.account-refused': ({ gateway, reason }) => parts(`${gateway} rejects our account`, reason),
  'message.dead-end': () => 'message will not be dispatched again',
  'message.dispatched': (line) => parts(subject(line), ...dispatched(line)),
  'message.next-dispatch': ({ gateway }) => `trying ${gateway} next`,
  'message.not-sent': (line) => parts(subject(line), `not sent: ${line.reason}`),
  // message.dispatched has already reported it.
  receipt: (line) => (line.status === 'ACCEPTED' ? null : parts(subject(line), line.gateway, delivered(line))),
}

const AUDIT_SENTENCES: Record<string, Sentence> = {
  // Recorded at every start and too long for a line.
  configuration: () => null,
  'sign-up': ({ phone }) => parts(`account created for ${phone}`),
  'sign-in': ({ phone }) => parts(`signed in: ${phone}`),
  'sign-in.failed': ({ phone, count }) => parts(`sign-in failed for ${phone}`, times(count)),
  'sign-out': ({ phone }) => parts('signed out', phone),
  'sign-out.elsewhere': ({ phone }) => parts('signed out on other devices', phone),
  'reset.done': ({ phone }) => parts(`password reset for ${phone}`),
  'opt-out': ({ phone, gateway }) => parts(`${phone} replied STOP`, gateway),
  'opt-in': ({ phone, gateway }) => parts(`${phone} replied START`, gateway),
  'code.approved': ({ phone, purpose }) => parts(`code accepted for ${phone}`, purposeText(purpose)),
  'code.wrong': ({ phone, purpose, count }) => parts(`incorrect code for ${phone}`, purposeText(purpose), times(count)),
  'access.wrong': ({ count }) => parts('incorrect access key', times(count)),
  'limit.hit': ({ policy, phone, count }) => parts(`rate limit reached: ${words(policy ?? '')}`, phone, times(count)),
}

const genericSentence = (line: Logged, name: string = line.event): string =>
  parts(words(name), ...Object.entries(line).map(([field, value]) => valueText(field, value)))

function valueText(field: string, value: unknown): string | undefined {
  if (value === undefined || HIDDEN_FIELDS.has(field)) return undefined
  if (field === 'error') return errorText(value as ErrorFacts)
  if (field === 'count') return times(Number(value))
  return field === 'enforced' ? (value ? 'enforced' : 'reported only') : String(value)
}

const subject = ({ template = 'code', phone = 'a number' }: Logged): string =>
  template.endsWith('ode') ? `${words(template)} requested for ${phone}` : `notice (${words(template)}) for ${phone}`

function dispatched({ gateway, result, reason, seconds }: Logged): (string | undefined)[] {
  if (gateway === 'null') return [reason ? `${reason}, nothing sent` : 'nothing sent']
  return [gateway, result === 'accepted' ? `accepted in ${duration(seconds)}` : `not accepted: ${reason}`]
}

const delivered = ({ status = '', seconds }: Logged): string =>
  status === 'DELIVERED' ? `delivered in ${duration(seconds)}` : `${status.toLowerCase()} after ${duration(seconds)}`

const errorText = ({ name, code, message, at }: ErrorFacts): string =>
  parts([[name, code].filter(Boolean).join(' '), message].filter(Boolean).join(': '), at)

const duration = (seconds = 0) => `${seconds.toFixed(1)} s`
const times = (count = 1) => (count > 1 ? `${count} times` : undefined)
const purposeText = (purpose = '') => words(purpose.toLowerCase())
const parts = (...texts: (string | undefined)[]) => texts.filter(Boolean).join(' · ')
const words = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/[._-]/g, ' ')
    .trim()
    .replace(/\bsign (up|in|out)\b/g, 'sign-$1')
