import { types } from 'node:util'
import pino from 'pino'
import { type Env, env } from '@/lib/config/env'
import { singleton } from '@/lib/process/singleton'
import { errorLocation } from './error-location'
import { LOG_EVENTS, type LogEvent } from './events'
import { type ErrorFacts, LOG_FIELDS, type LogField, type LogValue } from './fields'
import { redactMessage } from './redact-error'
import { type Logged, logText } from './text'

export type LogLine = {
  [E in LogEvent]: { event: E } & { [F in (typeof LOG_EVENTS)[E][number]]?: LogValue<F> | undefined }
}[LogEvent]

type Write = (line: LogLine) => void
type Log = Record<'debug' | 'info' | 'warn' | 'error', Write>

const output = () => singleton('log-output', () => outputFor(env(), process.stdout))

type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean }

export function outputFor({ logLevel, logFormat, mode, isCi }: LogSettings, stdout: Terminal): pino.Logger {
  const isPretty = logFormat ? logFormat === 'pretty' : mode === 'demo' && !isCi && stdout.isTTY === true
  const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!isPretty) return stdout === process.stdout ? pino(options) : pino(options, stdout)
  const write = (json: string) => {
    const text = logText(JSON.parse(json) as Logged)
    if (text) stdout.write(`${text}\n`)
  }
  return pino(options, { write })
}

type LogSettings = Pick<Env, 'logLevel' | 'logFormat' | 'mode' | 'isCi'>

/** Filters a line by the allowlist at run time, since an object may have more properties than its type. */
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
 * The log: one JSON line per event, filtered by an allowlist (lib/log/events.ts). Never contains a code, message text,
 * password, token or full phone number (OWASP ASVS 5.0 16.2.5), nor a raw control character (16.4.1).
 */
export const log = (): Log => writer

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
