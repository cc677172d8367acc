'use client'
import { useEffect, useState } from 'react'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { CodePage, LiveState, VerificationState } from '@/lib/verification/code-page-state'

const OVER: VerificationState[] = ['used', 'expired', 'superseded', 'spent']
const isOver = (live: LiveState | null) => live === null || OVER.includes(live.state)

/** States that expire locally, without an event from the server. */
const isTimed = (state: VerificationState) => state === 'open' || state === 'spent'

/** Returns the whole seconds since `value` arrived, by a monotonic clock: the system clock may be wrong. */
function useSecondsSince(value: unknown): number {
  const [elapsed, setElapsed] = useState({ of: value, seconds: 0 })
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(() => {
      const seconds = Math.floor((performance.now() - start) / 1000)
      setElapsed((before) => (before.of === value && before.seconds === seconds ? before : { of: value, seconds }))
    }, 250)
    return () => clearInterval(timer)
  }, [value])
  return elapsed.of === value ? elapsed.seconds : 0
}

/** Returns the latest state from the event stream, with its times counted down in between. */
export function useLiveState(page: CodePage): LiveState {
  const { value } = useEventStream<LiveState | null>(`/verify/${page.id}/events`, page, isOver)
  const elapsed = useSecondsSince(value)
  // The server deletes verifications some time after they have expired, or with their account.
  const latest = value ?? { ...page, state: 'expired', secondsLeft: 0 }
  const left = (seconds: number) => Math.max(0, seconds - elapsed)
  const secondsLeft = left(latest.secondsLeft)
  return {
    ...latest,
    secondsLeft,
    state: isTimed(latest.state) && secondsLeft === 0 ? 'expired' : latest.state,
    resendInSeconds: latest.resendInSeconds === null ? null : left(latest.resendInSeconds),
    lockedForSeconds: latest.lockedForSeconds === null ? null : left(latest.lockedForSeconds),
  }
}
