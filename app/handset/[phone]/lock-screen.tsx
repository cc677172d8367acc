'use client'
import type { ReactNode } from 'react'
import { clockTime, lockDate } from '@/app/handset/phone-time'
import { useMinute } from '@/app/handset/use-minute'
import { useHydrated } from '@/components/form/use-hydrated'
import { LiveText } from '@/components/ui/live-text'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { Badge } from './app-bar'
import type { HandsetTexts } from './handset-texts'
import { MessageIcon } from './icons'
import { Notification } from './notification'

interface Props {
  national: string
  /** Newest first. */
  unread: HandsetMessageView[]
  isEmpty: boolean
  onOpen: (sender: string | null) => void
  soundToggle: ReactNode
  texts: HandsetTexts
}

/** Clock and notifications. Hidden without JavaScript, which alone can unlock it. */
export function LockScreen({ national, unread, isEmpty, onOpen, soundToggle, texts }: Props) {
  const now = useMinute()
  const hydrated = useHydrated()
  return (
    <div className="lock">
      <div className="lock-face">
        <p className="lock-clock">
          <LiveText>{now ? clockTime(now) : undefined}</LiveText>
        </p>
        <p className="lock-date">
          <LiveText>{now ? lockDate(now) : undefined}</LiveText>
        </p>
        <h1 id={hydrated ? 'handset-heading' : undefined} tabIndex={-1} className="lock-number">
          {national}
        </h1>
      </div>
      <div role="log" aria-label={texts.heading} className="lock-notifications">
        {unread.map((message) => (
          <Notification key={message.id} message={message} onOpen={() => onOpen(message.from)} texts={texts} />
        ))}
        {isEmpty && (
          <div className="lock-empty">
            <p className="font-medium">{texts.empty}</p>
            <p className="text-ink-soft text-small">{texts.emptyText}</p>
          </div>
        )}
      </div>
      <div className="lock-actions">
        {soundToggle}
        <button type="button" className="handset-chip" onClick={() => onOpen(null)}>
          <MessageIcon />
          {texts.heading}
          <Badge count={unread.length} texts={texts} />
        </button>
      </div>
    </div>
  )
}
