'use client'
import { LiveText } from '@/components/ui/live-text'

const padded = (part: number) => String(part).padStart(2, '0')

/** Formats a duration like 9:05 or 1:09:05. */
export function clock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const rest = padded(seconds % 60)
  return hours > 0 ? `${hours}:${padded(minutes)}:${rest}` : `${minutes}:${rest}`
}

interface Props {
  /** Contains `{time}`. */
  sentence: string
  seconds: number
  className?: string
}

/** Shows a sentence with the remaining time, without announcing every second. */
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
