'use client'
import { useEffect, useRef, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'
import type { ExtraCheckAsked } from './form-state'
import { useHydrated } from './use-hydrated'

export interface ExtraCheckTexts {
  solving: string
  waiting: string
}

/** A puzzle that isn't taken three times over won't be the fourth time; then we wait as browsers without scripts do. */
const MOST_TRIES = 3

/**
 * Passes an extra check by itself: solves the puzzle and sends the form again, or waits where it can't be solved (the
 * browser derives keys on https and on this machine only). `isUnderway`: nobody need press anything.
 */
export function useExtraCheck(asked: ExtraCheckAsked | undefined) {
  const solved = useRef<HTMLInputElement>(null)
  const tries = useRef(0)
  const [waitsFor, setWaitsFor] = useState<string>()
  const hydrated = useHydrated()

  useEffect(() => {
    if (!asked) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const send = (answer: string) => {
      if (stop.signal.aborted || !solved.current) return
      solved.current.value = answer
      solved.current.form?.requestSubmit()
    }
    const wait = () => {
      if (stop.signal.aborted) return
      setWaitsFor(asked.puzzle)
      timer = setTimeout(() => send(''), asked.waitSeconds * 1000)
    }
    tries.current += 1
    if (tries.current > MOST_TRIES) wait()
    else import('./solve-puzzle').then(({ solvePuzzle }) => solvePuzzle(asked.puzzle, stop)).then(send, wait)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [asked])

  return {
    solved,
    isUnderway: hydrated && asked !== undefined,
    isWaiting: asked !== undefined && waitsFor === asked.puzzle,
  }
}

interface Props {
  asked: ExtraCheckAsked | undefined
  check: ReturnType<typeof useExtraCheck>
  texts: ExtraCheckTexts
}

/** What the form sends along with an extra check, and says about it. Without JavaScript the ticket and a sentence do. */
export function ExtraCheck({ asked, check, texts }: Props) {
  const scripted = check.isWaiting ? texts.waiting : texts.solving
  return (
    <>
      {asked && <input type="hidden" name="ticket" value={asked.ticket} />}
      {asked && <input type="hidden" name="puzzle" ref={check.solved} />}
      <div role="status" className="border-signal border-l-2 bg-signal-soft px-4 py-3 empty:hidden">
        <LiveText>{check.isUnderway ? scripted : asked?.sentence}</LiveText>
      </div>
    </>
  )
}
