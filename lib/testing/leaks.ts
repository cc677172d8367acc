import { inspect } from 'node:util'
import pino from 'pino'
import { singleton } from '@/lib/process/singleton'

const written = singleton<string[]>('test-output', () => [])
const secrets = singleton('test-secrets', () => new Set<string>())

/** A password, a cookie or whatever else must never be written; noted, so that it is found wherever it appears. */
export function secret(value: string): string {
  secrets.add(value)
  return value
}

/** What is never written, whatever it was made for: each is known by its looks. */
const LOOKS: Record<string, RegExp> = {
  'a code': /(?<![\w.+-])\d{6}(?![\w-])/g,
  'a whole number': /\+\d{8,15}|(?<![\w.-])\d{10,15}(?![\w-])/g,
  'a token': /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{22,}(?![\w-])/g,
}

/** What stands in a text that must stand in no output. */
export function leaksIn(text: string): string[] {
  const byLooks = Object.entries(LOOKS).flatMap(([what, looks]) =>
    (text.match(looks) ?? []).map((one) => `${what}: ${one}`),
  )
  return [...byLooks, ...[...secrets].filter((one) => text.includes(one)).map((one) => `a secret: ${one}`)]
}

/** The leaks in all that was written since the last time that this was asked. */
export const leaksSoFar = (): string[] => leaksIn(written.splice(0).join('\n'))

function listenTo(target: object, name: string): void {
  const methods = target as Record<string, (...args: unknown[]) => unknown>
  const original = methods[name]
  methods[name] = (...args) => {
    written.push(args.map((one) => (typeof one === 'string' ? one : inspect(one))).join(' '))
    return original?.apply(target, args)
  }
}

/** From here on all that this process writes is noted: the log, which then goes nowhere else, and what others print. */
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
