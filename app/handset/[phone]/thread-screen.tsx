'use client'
import { type ReactNode, useRef, useState } from 'react'
import { useHydrated } from '@/components/form/use-hydrated'
import type { HandsetTexts } from './handset-texts'
import { MessageBubble, ReplyBubble } from './message-bubble'
import { entriesOf, type SentReply, type Thread } from './threads'
import { useNewestInView } from './use-newest-in-view'

interface Props {
  thread: Thread | undefined
  replies: SentReply[]
  texts: HandsetTexts
  children: ReactNode
}

/** The messages of one sender, oldest first, and below them what the phone can reply. */
export function ThreadScreen({ thread, replies, texts, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useNewestInView(box)
  const hydrated = useHydrated()
  const entries = entriesOf(thread?.messages ?? [], replies)
  const keyOf = ({ message, reply }: (typeof entries)[number]) => message?.id ?? reply?.at ?? ''
  const [before] = useState(() => new Set(entries.map(keyOf)))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it. */}
      <div ref={box} role="log" aria-label={texts.heading} tabIndex={0} className="thread">
        <div className="thread-entries">
          <p className="thread-note">
            {texts.note}{' '}
            <a href="/handset" className="text-link">
              {texts.allPhones}
            </a>
          </p>
          {!thread && (
            <div className="thread-empty">
              <p className="font-medium text-lead">{texts.empty}</p>
              <p className="text-ink-soft text-small">{hydrated ? texts.emptyText : texts.emptyStatic}</p>
            </div>
          )}
          {entries.map((entry) => {
            const common = { isNew: !before.has(keyOf(entry)), texts }
            return entry.message ? (
              <MessageBubble key={keyOf(entry)} message={entry.message} {...common} />
            ) : (
              <ReplyBubble key={keyOf(entry)} reply={entry.reply} {...common} />
            )
          })}
        </div>
      </div>
      {children}
    </>
  )
}
