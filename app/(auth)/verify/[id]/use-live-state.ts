'use client'
import { useEffect, useState } from 'react'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { CodePage, LiveState, VerificationState } from '@/lib/verification/page-state'

const OVER: VerificationState[] = ['used', 'expired', 'superseded', 'spent']
const isOver = (live: LiveState) => OVER.includes(live.state)

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
  const secondsLeft = Math.max(0, told.secondsLeft - elapsed)
  return {
    ...told,
    secondsLeft,
    state: told.state === 'open' && secondsLeft === 0 ? 'expired' : told.state,
    resendInSeconds: told.resendInSeconds === null ? null : Math.max(0, told.resendInSeconds - elapsed),
  }
}
