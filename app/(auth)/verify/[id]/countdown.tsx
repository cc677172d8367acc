'use client'
import { LiveText } from '@/components/ui/live-text'
import { clock } from './spoken'

interface Props {
  /** With a place for the `{time}`. */
  sentence: string
  seconds: number
  className?: string
}

/** A sentence with the time that is left. It is seen to run, and not announced. */
export function Countdown({ sentence, seconds, className }: Props) {
  const [before, after] = sentence.split('{time}')
  return (
    <span role="timer" aria-live="off" className="tabular-nums">
      <LiveText>{before}</LiveText>
      <span className={className}>
        <LiveText>{clock(seconds)}</LiveText>
      </span>
      <LiveText>{after}</LiveText>
    </span>
  )
}
