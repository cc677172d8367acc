import diagnostics from 'node:diagnostics_channel'
import { singleton } from '@/lib/process/singleton'

/** Where a crash hurts most on the way of a message: tests kill the process at each, and prove that nothing is lost. */
export const FAULT_POINTS = [
  'before-commit',
  'after-commit',
  'after-claim',
  'after-bytes-sent',
  'after-answer',
  'after-record',
  'in-receipt',
  'after-receipt',
] as const

export type FaultPoint = (typeof FAULT_POINTS)[number]

const armed = singleton<{ at?: FaultPoint }>('fault-point', () => ({}))

const crash = () => process.kill(process.pid, 'SIGKILL')

/** Makes this process die at that point, as if the power had failed; for tests of a demo alone. */
export function armFault(at: FaultPoint | undefined): void {
  armed.at = at
  // The HTTP client says when it has written a request; no code of ours runs between that and the answer.
  if (at === 'after-bytes-sent') diagnostics.subscribe('undici:request:bodySent', crash)
}

/** Passes here; dies here when this is the armed point. */
export function injectFault(here: FaultPoint): void {
  if (armed.at === here) crash()
}
