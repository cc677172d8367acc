'use client'
import { useHydrated } from '@/components/form/use-hydrated'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'

/** Shows UTC in the server's HTML, then the local time, because only the browser has the time zone. */
function ArrivalTime({ at }: { at: string }) {
  const hydrated = useHydrated()
  const time = new Date(at).toLocaleTimeString('en', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(!hydrated && { timeZone: 'UTC', timeZoneName: 'short' as const }),
  })
  return (
    <time dateTime={at} className="tabular-nums">
      {time}
    </time>
  )
}

export function HandsetMessage({ message, isNew }: { message: HandsetMessageView; isNew: boolean }) {
  const [before = '', code, after] = message.body.split(/^(\d{6})\b/)
  return (
    <article className="flex flex-col gap-1.5" data-new={isNew || undefined}>
      <p className="flex justify-between px-1 text-ink-soft text-small">
        <span className="font-medium text-ink">{message.from}</span>
        <ArrivalTime at={message.arrivedAt} />
      </p>
      <p className="handset-text">
        {before}
        {code && <strong className="handset-code">{code}</strong>}
        {after}
      </p>
    </article>
  )
}
