import { inspect } from 'node:util'
import pino from 'pino'
import { singleton } from '@/lib/process/singleton'

const written = singleton<string[]>('test-output', () => [])
const secrets = singleton('test-secrets', () => new Set<string>())

/** Registers a password, cookie or other secret for leak detection, and returns it. */
export function secret(value: string): string {
  secrets.add(value)
  return value
}

/** Patterns of values that must never be logged. */
const LOOKS: Record<string, RegExp> = {
  'a code': /(?<![\w.+-])\d{6}(?![\w-])/g,
  'a whole number': /\+\d{8,15}|(?<![\w.-])\d{10,15}(?![\w-])/g,
  'a token': /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{22,}(?![\w-])/g,
}

/** Returns the leaks in a text. */
export function leaksIn(text: string): string[] {
  const byLooks = Object.entries(LOOKS).flatMap(([what, looks]) =>
    (text.match(looks) ?? []).map((one) => `${what}: ${one}`),
  )
  return [...byLooks, ...[...secrets].filter((one) => text.includes(one)).map((one) => `a secret: ${one}`)]
}

/** Returns the leaks in all output since the last call. */
export const leaksSoFar = (): string[] => leaksIn(written.splice(0).join('\n'))

function listenTo(target: object, name: string): void {
  const methods = target as Record<string, (...args: unknown[]) => unknown>
  const original = methods[name]
  methods[name] = (...args) => {
    written.push(args.map((one) => (typeof one === 'string' ? one : inspect(one))).join(' '))
    return original?.apply(target, args)
  }
}

/** Captures all output of this process: the log, which is no longer printed, the console, and both streams. */
export function watchOutput(): void {
  singleton('log-output', () =>
    pino({ level: 'debug', base: null, timestamp: false }, { write: (line: string) => written.push(line) }),
  )
  singleton('test-output-watched', () => {
    for (const name of ['log', 'info', 'warn', 'error', 'debug']) listenTo(console, name)
    for (const stream of [process.stdout, process.stderr]) listenTo(stream, 'write')
    return true
  })
}
