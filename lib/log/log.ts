import { types } from 'node:util'
import pino from 'pino'
import { type Env, env } from '@/lib/config/env'
import { singleton } from '@/lib/process/singleton'
import { errorLocation } from './error-location'
import { LOG_EVENTS, type LogEvent } from './events'
import { type ErrorFacts, LOG_FIELDS, type LogField, type LogValue } from './fields'
import { redactMessage } from './redact-error'
import { type Logged, logText } from './text'

/** An event of the table, and no field that isn't named for it. */
export type LogLine = {
  [E in LogEvent]: { event: E } & { [F in (typeof LOG_EVENTS)[E][number]]?: LogValue<F> | undefined }
}[LogEvent]

type Write = (line: LogLine) => void
type Log = Record<'debug' | 'info' | 'warn' | 'error', Write>

const output = () => singleton('log-output', () => outputFor(env(), process.stdout))

type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean }

/** Returns a logger in the configured format; by default text for people in a demo's terminal, and JSON elsewhere. */
export function outputFor({ logLevel, logFormat, mode, isCi }: LogSettings, stdout: Terminal): pino.Logger {
  const isForPeople = logFormat ? logFormat === 'pretty' : mode === 'demo' && !isCi && stdout.isTTY === true
  const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!isForPeople) return stdout === process.stdout ? pino(options) : pino(options, stdout)
  const write = (json: string) => {
    const text = logText(JSON.parse(json) as Logged)
    if (text) stdout.write(`${text}\n`)
  }
  return pino(options, { write })
}

type LogSettings = Pick<Env, 'logLevel' | 'logFormat' | 'mode' | 'isCi'>

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
 * The log: one line an event, to standard output, by allowlist (lib/log/events.ts): ids, statuses, counts, reasons of our
 * own; never a code, a text, a password, a token or a full phone number (OWASP ASVS 16.2.5). No value can begin a line of
 * its own: control characters are replaced, and JSON would escape them (16.4.1). Text for people is made from the JSON line.
 */
export const log = (): Log => writer

/** Returns an error's class, code, redacted message and first place in our own code. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!isError(error)) return { name: typeof error }
  return {
    name: error.name,
    code: 'code' in error ? String(error.code) : undefined,
    message: error.message ? redactMessage(error.message) : undefined,
    at: errorLocation(error),
  }
}

export const isError = (error: unknown): error is Error => error instanceof Error || types.isNativeError(error)
