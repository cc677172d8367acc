import { onShutdown } from './lifecycle'
import { errorFacts, log } from './log'
import type { ErrorFacts } from './log-fields'
import { Repeats } from './repeats'

const ROUND_MS = 10_000
const MOST_KINDS = 50

/** Each way to write to the console, and as what it stands in the log. */
const METHODS = {
  debug: 'debug',
  dir: 'info',
  error: 'error',
  info: 'info',
  log: 'info',
  trace: 'warn',
  warn: 'warn',
} as const

type Level = (typeof METHODS)[keyof typeof METHODS]

interface Said {
  level: Level
  error: ErrorFacts
}

/** All that there was no more room for. */
const OTHERS: Said = { level: 'error', error: { name: 'others' } }

/**
 * From here on what the framework writes to the console is an event of the log: where an error came from, and never its
 * words. Next quotes requests in them, line breaks and all, so anybody could write lines of ours (OWASP ASVS 5.0 16.4.1).
 */
export function logInsteadOf(to: Pick<Console, keyof typeof METHODS>): void {
  const round = { isOpen: false }
  const said = new Repeats<Said>({
    most: MOST_KINDS,
    tell: (line = OTHERS, count) => log()[line.level]({ event: 'framework', error: line.error, count }),
  })
  for (const [method, level] of Object.entries(METHODS) as [keyof typeof METHODS, Level][]) {
    to[method] = (...words: unknown[]) => {
      said.add({ level, error: errorFacts(words.find((word) => word instanceof Error) ?? words[0]) })
      if (!round.isOpen) openRound()
    }
  }

  function openRound() {
    round.isOpen = true
    const end = () => {
      clearTimeout(timer)
      unregister()
      round.isOpen = false
      said.flush()
    }
    const timer = setTimeout(end, ROUND_MS).unref()
    const unregister = onShutdown(end)
  }
}
