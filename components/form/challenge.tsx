'use client'
import { useEffect, useRef, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'
import type { RequiredChallenge } from './form-state'
import { useHydrated } from './use-hydrated'

export interface ChallengeTexts {
  solving: string
  waiting: string
}

/** A puzzle that isn't taken three times over won't be the fourth time; then we wait as browsers without scripts do. */
const MOST_TRIES = 3

/**
 * Passes a challenge by itself: solves the puzzle and sends the form again, or waits where it can't be solved (the
 * browser derives keys on https and on this machine only). `isUnderway`: nobody need press anything.
 */
export function useChallenge(asked: RequiredChallenge | undefined) {
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
  asked: RequiredChallenge | undefined
  challenge: ReturnType<typeof useChallenge>
  texts: ChallengeTexts
}

/** What the form sends along with a challenge, and says about it. Without JavaScript the wait token and a sentence do. */
export function Challenge({ asked, challenge, texts }: Props) {
  const scripted = challenge.isWaiting ? texts.waiting : texts.solving
  return (
    <>
      {asked && <input type="hidden" name="waitToken" value={asked.waitToken} />}
      {asked && <input type="hidden" name="puzzle" ref={challenge.solved} />}
      <div role="status" className="border-signal border-l-2 bg-signal-soft px-4 py-3 empty:hidden">
        <LiveText>{challenge.isUnderway ? scripted : asked?.sentence}</LiveText>
      </div>
    </>
  )
}
