import { maskPhone } from '@/lib/phone/mask-phone'
import { redactMessage } from './redact-error'

export interface ErrorFacts {
  name: string
  code?: string | undefined
  /** Redacted: the message may quote a request, a row or a secret. */
  message?: string | undefined
  at?: string | undefined
}

const LONGEST = 200

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value)
const isName = (value: unknown) => typeof value === 'string' && /^[A-Za-z][\w.:-]{0,63}$/.test(value)
const isCount = (value: unknown) => typeof value === 'number' && Number.isFinite(value)

/** Names of error classes by the usual suffixes, and typeof values; any other name may be user input. */
const ERROR_NAME =
  /^(?:[A-Z][A-Za-z]{0,60})?(?:Error|Exception|Failure|Failed|Unavailable)$|^(?:string|number|bigint|boolean|symbol|undefined|object|function)$/
/** Codes of Node, PostgreSQL (SQLSTATE), Prisma and Next.js. */
const ERROR_CODE = /^(?!.*\d{6})[A-Z\d_]{1,40}$/

/** Runs of digits that may be a code or a phone number, and control or formatting characters. */
const UNFIT = /\d{6,}|\+?\d[\d ()-]{8,}\d|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const plain = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, LONGEST).replace(UNFIT, '•') : undefined

const redacted = (value: unknown): string | undefined => (typeof value === 'string' ? redactMessage(value) : undefined)

/** Masks a phone number, or validates one that is already masked. */
function phone(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const masked = /^\+\d{7,15}$/.test(value) ? maskPhone(value) : value
  const [, callingCode, end] = /^\+(\d{0,3}) [^\p{L}\p{N}]{1,20}(\d\d)$/u.exec(masked) ?? []
  return end && `+${callingCode} ...${end}`
}

const facts = (value: unknown): ErrorFacts | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, code, message: text, at } = value as Record<keyof ErrorFacts, unknown>
  return {
    name: typeof name === 'string' && ERROR_NAME.test(name) ? name : 'unknown',
    code: typeof code === 'string' && ERROR_CODE.test(code) ? code : undefined,
    message: redacted(text),
    at: plain(at),
  }
}

const only =
  <T>(fits: (value: unknown) => boolean) =>
  (value: unknown): T | undefined =>
    fits(value) ? (value as T) : undefined

export const LOG_FIELDS = {
  message: only<string>(isId),
  after: only<string>(isId),
  user: only<string>(isId),
  gateway: only<string>(isName),
  result: only<string>(isName),
  state: only<string>(isName),
  status: only<string>(isName),
  policy: only<string>(isName),
  purpose: only<string>(isName),
  /** ISO 3166, or * for all. */
  country: only<string>((value) => value === '*' || isName(value)),
  what: only<string>(isName),
  job: only<string>(isName),
  template: only<string>(isName),
  phone,
  reason: plain,
  text: redacted,
  dispatches: only<number>(isCount),
  sessions: only<number>(isCount),
  count: only<number>(isCount),
  perMinute: only<number>(isCount),
  seconds: (value: unknown) => (isCount(value) ? Math.round(Number(value) * 1000) / 1000 : undefined),
  enforced: only<boolean>((value) => typeof value === 'boolean'),
  error: facts,
} satisfies Record<string, (value: unknown) => unknown>

export type LogField = keyof typeof LOG_FIELDS
export type LogValue<F extends LogField> = NonNullable<ReturnType<(typeof LOG_FIELDS)[F]>>
