'use client'
import { useEffect, useState } from 'react'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { CodePage, LiveState, VerificationState } from '@/lib/verification/code-page-state'

const OVER: VerificationState[] = ['used', 'expired', 'superseded', 'spent']
const isOver = (live: LiveState) => OVER.includes(live.state)

/** Until its time runs out, and then expired, whatever the server last said. */
const isTimed = (state: VerificationState) => state === 'open' || state === 'spent'

/** Whole seconds that have passed on this machine since `value` came; its clock need not be right, only run. */
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

/** The state of a verification as the server last told it, counted down in between. */
export function useLiveState(page: CodePage): LiveState {
  const { value: told } = useEventStream<LiveState>(`/verify/${page.id}/events`, page, isOver)
  const elapsed = useSecondsSince(told)
  const left = (seconds: number) => Math.max(0, seconds - elapsed)
  const secondsLeft = left(told.secondsLeft)
  return {
    ...told,
    secondsLeft,
    state: isTimed(told.state) && secondsLeft === 0 ? 'expired' : told.state,
    resendInSeconds: told.resendInSeconds === null ? null : left(told.resendInSeconds),
    lockedForSeconds: told.lockedForSeconds === null ? null : left(told.lockedForSeconds),
  }
}
