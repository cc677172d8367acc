import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import type { LimitName } from '@/lib/guard/policies'
import { initiate, type StartOutcome } from '@/lib/verification/initiate'
import { attackStart, STARTS } from './attackers'

const CONCURRENT = 8

export type RefusalName = LimitName | 'challenge' | 'unavailable'

export interface AttackProgress {
  total: number
  attempted: number
  sent: number
  /** Starts that sent nothing, by the limit or rule that rejected them. */
  refused: Partial<Record<RefusalName, number>>
  segmentsPerMessage: number
}

/** Requests codes for many numbers of one range, as a fraudster does who earns from their delivery. Never enters one. */
export async function pumpSms(progress: AttackProgress, signal: AbortSignal): Promise<void> {
  let next = 0
  const attack = async () => {
    while (next < STARTS && !signal.aborted) {
      record(progress, await initiate(attackStart(next++)))
      // An embedded database resolves in microtasks, which would block timers and requests.
      await eventLoopTurn()
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: CONCURRENT }, attack))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}

function record(progress: AttackProgress, outcome: StartOutcome): void {
  progress.attempted++
  if (outcome.kind === 'sent') {
    progress.sent++
    wakeOutboxWorker()
    return
  }
  const by = refusalOf(outcome)
  progress.refused[by] = (progress.refused[by] ?? 0) + 1
}

function refusalOf(outcome: Exclude<StartOutcome, { kind: 'sent' }>): RefusalName {
  // Its browser has an open code, and must wait before the next.
  if (outcome.kind === 'waiting') return 'sendsPerBrowser'
  if (outcome.kind === 'limited') return outcome.policy
  return outcome.policy ?? outcome.kind
}
