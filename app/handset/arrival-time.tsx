'use client'
import { LiveText } from '@/components/ui/live-text'
import { arrivalTime } from './phone-time'
import { useMinute } from './use-minute'

/** Shows UTC in the server's HTML, then the local time, because only the browser has the time zone. */
export function ArrivalTime({ at }: { at: string }) {
  return (
    <time dateTime={at} className="tabular-nums">
      <LiveText>{arrivalTime(new Date(at), useMinute())}</LiveText>
    </time>
  )
}
