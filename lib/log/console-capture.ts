import { onShutdown } from '@/lib/process/lifecycle'
import { Deduper } from './dedupe'
import type { ErrorFacts } from './fields'
import { errorFacts, isError, log } from './log'
import { redactMessage } from './redact-error'

const ROUND_MS = 10_000
const MOST_KINDS = 50

/** The ways to write to the console, and the level of each in the log. */
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
  error?: ErrorFacts
  text?: string
}

/** All that there was no more room for. */
const OTHERS: Said = { level: 'error', text: 'other errors' }

/**
 * Redirects what the framework writes to the console to the event `framework`: an error's class, redacted message and place
 * in our code, or a warning's redacted text. Next quotes requests in both, line breaks and all, so an attacker could write
 * lines of ours (OWASP ASVS 5.0 16.4.1). Its information, such as the line that it has started, isn't logged.
 */
export function captureConsole(to: Pick<Console, keyof typeof METHODS>): void {
  const round = { isOpen: false }
  const said = new Deduper<Said>({
    most: MOST_KINDS,
    tell: ({ level, ...facts } = OTHERS, count) => log()[level]({ event: 'framework', ...facts, count }),
  })
  for (const [method, level] of Object.entries(METHODS) as [keyof typeof METHODS, Level][]) {
    to[method] = (...words: unknown[]) => {
      const facts = factsOf(words)
      if (!facts.error && (level === 'info' || level === 'debug')) return
      said.add({ level, ...facts })
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

/** The first error among the words, or else the text that they make together. */
function factsOf(words: unknown[]): Omit<Said, 'level'> {
  const error = words.find(isError)
  if (error) return { error: errorFacts(error) }
  return { text: redactMessage(words.filter((word) => typeof word === 'string').join(' ')) }
}
