/** The part of an error that may be logged. */
export interface ErrorFacts {
  name: string
  code?: string
  /** Where in the code; the text of an error can carry values from a query and stays out. */
  at?: string
}

const LONGEST = 200

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value)
/** A word of our own tables: statuses, names of gateways, policies, states. */
const isName = (value: unknown) => typeof value === 'string' && /^[A-Za-z][\w.:-]{0,63}$/.test(value)
const isCount = (value: unknown) => typeof value === 'number' && Number.isFinite(value)

/** Digits enough for a code or a number, and what could break or dress up a line where it isn't read as JSON. */
const UNFIT = /\d{6,}|\+?\d[\d ()-]{8,}\d|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A sentence of ours, which may quote a gateway's own words. */
const plain = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, LONGEST).replace(UNFIT, '•') : undefined

const facts = (value: unknown): ErrorFacts | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, code, at } = value as Record<keyof ErrorFacts, unknown>
  return {
    name: isName(name) ? String(name) : 'unknown',
    code: typeof code === 'string' && /^\w[\w.-]{0,39}$/.test(code) ? code : undefined,
    at: plain(at),
  }
}

const only =
  <T>(fits: (value: unknown) => boolean) =>
  (value: unknown): T | undefined =>
    fits(value) ? (value as T) : undefined

/** What may stand in a field: each takes what it was given and answers what is written of it, or nothing. */
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
  country: only<string>(isName),
  what: only<string>(isName),
  chore: only<string>(isName),
  reason: plain,
  handOvers: only<number>(isCount),
  messages: only<number>(isCount),
  sessions: only<number>(isCount),
  count: only<number>(isCount),
  enforced: only<boolean>((value) => typeof value === 'boolean'),
  error: facts,
} satisfies Record<string, (value: unknown) => unknown>

export type LogField = keyof typeof LOG_FIELDS
export type LogValue<F extends LogField> = NonNullable<ReturnType<(typeof LOG_FIELDS)[F]>>
