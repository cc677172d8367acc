'use client'
import type { ReactNode } from 'react'
import { useHydrated } from '@/components/form/use-hydrated'
import { LiveText } from '@/components/ui/live-text'
import { PageTitle } from '@/components/ui/page-title'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { HandsetMessage } from './handset-message'
import { useUnread } from './use-unread'

interface Props {
  phone: string
  /** In national format. */
  national: string
  initial: HandsetMessageView[]
  children: ReactNode
  texts: Record<
    | 'title'
    | 'unread'
    | 'heading'
    | 'phone'
    | 'note'
    | 'empty'
    | 'emptyText'
    | 'emptyStatic'
    | 'reload'
    | 'waiting'
    | 'lost',
    string
  >
}

export function HandsetScreen({ phone, national, initial, children, texts }: Props) {
  const path = `/handset/${encodeURIComponent(phone)}/events`
  const { value: messages, lost } = useEventStream(path, initial, undefined, { whileHidden: true })
  const hydrated = useHydrated()
  const unread = useUnread(messages.map(({ id }) => id))
  const title = texts.unread.replace('{count}', String(unread)).replace('{title}', texts.title)
  return (
    <div className="container-page handset-stage">
      <PageTitle texts={{ title: unread > 0 ? title : texts.title }} />
      <section aria-labelledby="handset-heading" className="handset" data-line={lost ? 'lost' : undefined}>
        <header className="flex flex-col gap-1 border-hairline border-b px-5 pt-6 pb-4">
          <p className="text-ink-soft text-small">{texts.phone}</p>
          <h1 id="handset-heading" tabIndex={-1} className="font-semibold text-title">
            <span className="tabular-nums">{national}</span>
          </h1>
          {hydrated ? (
            <p role="status" className="flex items-center gap-2 text-ink-soft text-small">
              <span aria-hidden="true" className="handset-lamp" />
              <LiveText>{lost ? texts.lost : texts.waiting}</LiveText>
            </p>
          ) : (
            <p className="text-small">
              {/* biome-ignore lint/a11y/useValidAnchor: an empty URL is the page itself. */}
              <a href="" className="text-link">
                {texts.reload}
              </a>
            </p>
          )}
        </header>
        <div role="log" aria-label={texts.heading} className="flex flex-1 flex-col gap-5 p-5">
          {messages.length === 0 ? (
            <div className="m-auto flex max-w-60 flex-col gap-2 py-16 text-center">
              <p className="font-medium text-lead">{texts.empty}</p>
              <p className="text-ink-soft text-small">{hydrated ? texts.emptyText : texts.emptyStatic}</p>
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
