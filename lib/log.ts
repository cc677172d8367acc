import pino from 'pino'
import { env } from './env'
import { LOG_EVENTS, type LogEvent } from './log-events'
import { type ErrorFacts, LOG_FIELDS, type LogField, type LogValue } from './log-fields'
import { perProcess } from './per-process'

/** An event of the table, and no field that isn't named for it. */
export type LogLine = {
  [E in LogEvent]: { event: E } & { [F in (typeof LOG_EVENTS)[E][number]]?: LogValue<F> | undefined }
}[LogEvent]

type Say = (line: LogLine) => void
type Log = Record<'debug' | 'info' | 'warn' | 'error', Say>

const output = () =>
  perProcess('log-output', () => pino({ level: env().logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }))

/**
 * What is written of a line: the fields that its event may have, each as its kind allows. The types say so already; this
 * holds for what got past them, like an object with more in it than its type knows of.
 */
export function allowed(line: LogLine): Record<string, unknown> {
  const given = line as Partial<Record<LogField, unknown>>
  const named: readonly LogField[] = LOG_EVENTS[line.event] ?? []
  const written = named.map((field) => [field, LOG_FIELDS[field](given[field])])
  return { event: named.length > 0 ? line.event : 'unknown', ...Object.fromEntries(written) }
}

const writer: Log = {
  debug: (line) => output().debug(allowed(line)),
  info: (line) => output().info(allowed(line)),
  warn: (line) => output().warn(allowed(line)),
  error: (line) => output().error(allowed(line)),
}

/**
 * The log: one JSON line an event, to standard output, by allowlist (lib/log-events.ts): ids, statuses, counts, reasons of
 * our own; never a code, a text, a password, a token or a full phone number (OWASP ASVS 16.2.5). No value can begin a line
 * of its own: control characters are replaced, and JSON would escape them (16.4.1).
 */
export const log = (): Log => writer

/** The part of an error that may be logged: its kind and code, not its text, which can carry values from a query. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error }
  // The text stands before the places, and may have lines that look like one.
  const places = error.stack?.split(error.message || '\n').at(-1) ?? ''
  return {
    name: error.name,
    code: 'code' in error ? String(error.code) : undefined,
    at: /^\s*at (.*:\d+:\d+\)?)$/m.exec(places)?.[0].trim(),
  }
}
