'use client'
import type { ReactNode } from 'react'
import { LiveText } from '@/components/ui/live-text'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { HandsetMessageView } from '@/lib/delivery/handset-inbox'
import { HandsetMessage } from './handset-message'

interface Props {
  phone: string
  initial: HandsetMessageView[]
  /** What can be done with the phone. */
  children: ReactNode
  texts: Record<'heading' | 'phone' | 'note' | 'empty' | 'emptyText' | 'waiting' | 'lost', string>
}

/** The simulated phone. The line that the code has come along ends at its edge. */
export function HandsetScreen({ phone, initial, children, texts }: Props) {
  const { value: messages, lost } = useEventStream(`/handset/${encodeURIComponent(phone)}/events`, initial)
  return (
    <div className="container-page handset-stage">
      <section aria-labelledby="handset-heading" className="handset" data-line={lost ? 'lost' : undefined}>
        <header className="flex flex-col gap-1 border-hairline border-b px-5 pt-6 pb-4">
          <p className="text-ink-soft text-small">{texts.phone}</p>
          <h1 id="handset-heading" tabIndex={-1} className="font-semibold text-title">
            <span className="tabular-nums">{phone}</span>
          </h1>
          <p role="status" className="flex items-center gap-2 text-ink-soft text-small">
            <span aria-hidden="true" className="handset-lamp" />
            <LiveText>{lost ? texts.lost : texts.waiting}</LiveText>
          </p>
        </header>
        <div role="log" aria-label={texts.heading} className="flex flex-1 flex-col gap-5 p-5">
          {messages.length === 0 ? (
            <div className="m-auto flex max-w-60 flex-col gap-2 py-16 text-center">
              <p className="font-medium text-lead">{texts.empty}</p>
              <p className="text-ink-soft text-small">{texts.emptyText}</p>
            </div>
          ) : (
            messages.map((message) => (
              <HandsetMessage
                key={message.id}
                message={message}
                isNew={!initial.some((old) => old.id === message.id)}
              />
            ))
          )}
        </div>
        {children}
      </section>
      <p className="max-w-80 text-ink-soft text-small">{texts.note}</p>
    </div>
  )
}
