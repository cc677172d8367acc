import { setTimeout as sleep } from 'node:timers/promises'
import { isDemo, sendsRealTexts } from '@/lib/auth/site'
import { env } from '@/lib/config/env'
import { maskedText } from '@/lib/demo/masked-text'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { singleton } from '@/lib/process/singleton'
import { purposes } from '@/lib/verification/purposes'
import { attackStart, STARTS } from './attackers'
import { cleanUp, releaseTallies } from './clean-up'
import { type AttackProgress, pumpSms } from './sms-pumping'

export const ATTACK_KINDS = ['sms-pumping'] as const
export type AttackKind = (typeof ATTACK_KINDS)[number]

const ATTACKS = { 'sms-pumping': pumpSms } satisfies Record<AttackKind, unknown>

const LONGEST_MS = 15_000
const REPORT_EVERY_MS = 250

export interface Attack {
  /** Advances while the attack runs. */
  progress: Readonly<AttackProgress>
  /** Resolves once the attack is over and its rows are deleted. */
  done: Promise<void>
}

const state = singleton('stage-attack', () => ({ isRunning: false }))

/**
 * Begins an attack on this process's own domain, with strict limits. `forbidden` where a message could reach a real phone
 * (R12); `running` while another one is not over.
 */
export function beginAttack(
  kind: AttackKind,
  signal: AbortSignal,
  { longestMs = LONGEST_MS } = {},
): Attack | 'forbidden' | 'running' {
  if (!isDemo() || sendsRealTexts()) return 'forbidden'
  if (state.isRunning) return 'running'
  state.isRunning = true
  const progress: AttackProgress = { total: STARTS, attempted: 0, sent: 0, refused: {}, ...billed() }
  const stop = new AbortController()
  const abort = () => stop.abort()
  // Not AbortSignal.timeout: Node may collect a signal that has no listeners before it aborts.
  const longest = setTimeout(abort, longestMs)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  const done = attack(kind, progress, stop.signal).finally(() => {
    clearTimeout(longest)
    signal.removeEventListener('abort', abort)
    state.isRunning = false
    unregister()
  })
  const unregister = onShutdown(() => {
    abort()
    return done
  })
  // The client that reads the progress may have left.
  done.catch((error) => log().error({ event: 'stream.failed', error: errorFacts(error) }))
  return { progress, done }
}

async function attack(kind: AttackKind, progress: AttackProgress, signal: AbortSignal): Promise<void> {
  await cleanUp()
  try {
    await ATTACKS[kind](progress, signal)
  } finally {
    releaseTallies(progress.sent)
    await cleanUp()
  }
}

function billed(): Pick<AttackProgress, 'segmentsPerMessage'> {
  const { purpose, locale } = attackStart(0)
  const { template } = purposes[purpose]
  const text = maskedText({ template, locale, secondsLeft: env().codeLifetimeSeconds })
  return { segmentsPerMessage: text?.segments ?? 1 }
}

/** Yields one line of JSON per report; the last one has `done` true. */
export async function* progressLines({ progress, done }: Attack): AsyncGenerator<string> {
  for (let isOver = false; !isOver; ) {
    isOver = await Promise.race([done.then(() => true), sleep(REPORT_EVERY_MS, false)])
    yield `${JSON.stringify({ ...progress, done: isOver })}\n`
  }
}
