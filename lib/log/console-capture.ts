import { onShutdown } from '@/lib/process/lifecycle'
import { Deduper } from './dedupe'
import type { ErrorFacts } from './fields'
import { errorFacts, isError, log } from './log'
import { redactMessage } from './redact-error'

const ROUND_MS = 10_000
const MAX_DISTINCT_LINES = 50

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

interface ConsoleLine {
  level: Level
  error?: ErrorFacts
  text?: string
}

const OTHERS: ConsoleLine = { level: 'error', text: 'other errors' }

/**
 * Redirects the framework's console output to the log, redacted. Next quotes requests with line breaks, which would
 * allow log injection (OWASP ASVS 5.0 16.4.1). Output of level info without an error is dropped.
 */
export function captureConsole(to: Pick<Console, keyof typeof METHODS>): void {
  const round = { isOpen: false }
  const deduper = new Deduper<ConsoleLine>({
    most: MAX_DISTINCT_LINES,
    log: ({ level, ...facts } = OTHERS, count) => log()[level]({ event: 'framework', ...facts, count }),
  })
  for (const [method, level] of Object.entries(METHODS) as [keyof typeof METHODS, Level][]) {
    to[method] = (...words: unknown[]) => {
      const facts = factsOf(words)
      if (!facts.error && (level === 'info' || level === 'debug')) return
      deduper.add({ level, ...facts })
      if (!round.isOpen) openRound()
    }
  }

  function openRound() {
    round.isOpen = true
    const end = () => {
      clearTimeout(timer)
      unregister()
      round.isOpen = false
      deduper.flush()
    }
    const timer = setTimeout(end, ROUND_MS).unref()
    const unregister = onShutdown(end)
  }
}

function factsOf(words: unknown[]): Omit<ConsoleLine, 'level'> {
  const error = words.find(isError)
  if (error) return { error: errorFacts(error) }
  return { text: redactMessage(words.filter((word) => typeof word === 'string').join(' ')) }
}
