import diagnostics from 'node:diagnostics_channel'
import { singleton } from '@/lib/process/singleton'

/** Points at which tests kill the process, to prove that no message is lost. */
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

export function armFault(at: FaultPoint | undefined): void {
  armed.at = at
  // undici publishes this between sending the request and receiving the response.
  if (at === 'after-bytes-sent') diagnostics.subscribe('undici:request:bodySent', crash)
}

export function injectFault(here: FaultPoint): void {
  if (armed.at === here) crash()
}
