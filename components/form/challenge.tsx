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

/** Hidden fields and status of a challenge. Without JavaScript the user waits and submits the wait token. */
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
