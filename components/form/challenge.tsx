'use client'
import { useEffect, useRef, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'
import type { RequiredChallenge } from './form-state'
import { useHydrated } from './use-hydrated'

export interface ChallengeTexts {
  solving: string
  waiting: string
}

/** After this many puzzles, waits like a browser without JavaScript. */
const MOST_TRIES = 3

/** Solves the puzzle and resubmits the form, or waits if WebCrypto is unavailable (it requires HTTPS or localhost). */
export function useChallenge(required: RequiredChallenge | undefined) {
  const puzzleInput = useRef<HTMLInputElement>(null)
  const tries = useRef(0)
  const [waitsFor, setWaitsFor] = useState<string>()
  const hydrated = useHydrated()

  useEffect(() => {
    if (!required) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const send = (solution: string) => {
      if (stop.signal.aborted || !puzzleInput.current) return
      puzzleInput.current.value = solution
      puzzleInput.current.form?.requestSubmit()
    }
    const wait = () => {
      if (stop.signal.aborted) return
      setWaitsFor(required.puzzle)
      timer = setTimeout(() => send(''), required.waitSeconds * 1000)
    }
    tries.current += 1
    if (tries.current > MOST_TRIES) wait()
    else import('./solve-puzzle').then(({ solvePuzzle }) => solvePuzzle(required.puzzle, stop)).then(send, wait)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [required])

  return {
    puzzleInput,
    isUnderway: hydrated && required !== undefined,
    isWaiting: required !== undefined && waitsFor === required.puzzle,
  }
}

interface Props {
  required: RequiredChallenge | undefined
  challenge: ReturnType<typeof useChallenge>
  texts: ChallengeTexts
}

/** Hidden fields and status of a challenge. Without JavaScript the user waits and submits the wait token. */
export function Challenge({ required, challenge, texts }: Props) {
  const scripted = challenge.isWaiting ? texts.waiting : texts.solving
  return (
    <>
      {required && <input type="hidden" name="waitToken" value={required.waitToken} />}
      {required && <input type="hidden" name="puzzle" ref={challenge.puzzleInput} />}
      <div role="status" className="border-signal border-l-2 bg-signal-soft px-4 py-3 empty:hidden">
        <LiveText>{challenge.isUnderway ? scripted : required?.sentence}</LiveText>
      </div>
    </>
  )
}
