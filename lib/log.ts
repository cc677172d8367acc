import pino from 'pino'
import { env } from './env'

let made: pino.Logger | undefined

/**
 * The log: one JSON line an event, to standard output. What may stand in it is what callers name (ids, statuses, reasons
 * of our own): never a code, a text, a password, a token or a full phone number.
 */
export function log(): pino.Logger {
  made ??= pino({ level: env().logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return made
}

/** The part of an error that may be logged: its kind and code, not its text, which can carry values from a query. */
export const errorFacts = (error: unknown) => ({
  name: error instanceof Error ? error.name : typeof error,
  code: error instanceof Error && 'code' in error ? String(error.code) : undefined,
  at:
    error instanceof Error
      ? error.stack
          ?.split('\n')
          .find((line) => line.trimStart().startsWith('at '))
          ?.trim()
      : undefined,
})
