'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useHydrated } from '@/components/form/use-hydrated'
import { PageTitle } from '@/components/ui/page-title'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { AppBar, Badge } from './app-bar'
import type { HandsetTexts } from './handset-texts'
import { BackIcon } from './icons'
import { LockScreen } from './lock-screen'
import { ScreenLink } from './screen-link'
import { SoundToggle } from './sound-toggle'
import { StatusBar } from './status-bar'
import { ThreadList } from './thread-list'
import { ThreadScreen } from './thread-screen'
import { useChime } from './use-chime'
import { useReplies } from './use-replies'
import { type Shown, useScreen } from './use-screen'
import { useUnread } from './use-unread'

interface Props {
  phone: string
  /** As people write it. */
  national: string
  initial: HandsetMessageView[]
  start: Shown
  /** When the phone replied STOP. */
  optedOutAt: string | null
  texts: HandsetTexts
  /** What the phone can reply. */
  children: ReactNode
}

export function HandsetScreen({ phone, national, initial, start, optedOutAt, texts, children }: Props) {
  const path = `/handset/${encodeURIComponent(phone)}/events`
  const { value: messages, lost } = useEventStream(path, initial, undefined, { whileHidden: true })
  const hydrated = useHydrated()
  const { view, threads, thread, unreadIn, lock, list, open } = useScreen(messages, start)
  const sound = useChime(messages[0]?.id)
  const replies = useReplies(optedOutAt)
  const missed = useUnread(messages.map(({ id }) => id))
  const title = texts.unread.replace('{count}', String(missed)).replace('{title}', texts.title)
  const unread = unreadIn(messages)
  const isLocked = view === 'lock'
  const screen = useFocusOnChange(view)
  const common = { national, texts }
  return (
    <div className="handset-stage">
      <PageTitle texts={{ title: missed > 0 ? title : texts.title }} />
      <section
        ref={screen}
        aria-labelledby="handset-heading"
        className="handset"
        data-line={lost ? 'lost' : undefined}
        data-locked={isLocked || undefined}
      >
        <div className="handset-screen">
          <StatusBar lost={lost} texts={texts} />
          {isLocked && (
            <LockScreen
              {...common}
              unread={unread}
              isEmpty={messages.length === 0}
              onOpen={(sender) => (sender === null && threads.length > 1 ? list() : open(sender))}
              soundToggle={<SoundToggle {...sound} label={texts.sound} />}
            />
          )}
          {/* Also while it is locked without JavaScript, which alone can unlock it. */}
          {(!isLocked || !hydrated) && (
            <div className="messages-app">
              {view === 'list' ? (
                <>
                  <AppBar {...common} title={texts.heading} onLock={lock} />
                  <ThreadList threads={threads} unreadIn={unreadIn} onOpen={open} texts={texts} />
                </>
              ) : (
                <>
                  <AppBar
                    {...common}
                    title={thread?.sender ?? texts.heading}
                    onLock={lock}
                    back={
                      threads.length > 1 && (
                        <ScreenLink href="?view=list" onOpen={list} className="app-bar-button">
                          <BackIcon />
                          {texts.heading}
                          <Badge count={unread.length} texts={texts} />
                        </ScreenLink>
                      )
                    }
                  />
                  <ThreadScreen key={thread?.sender} thread={thread} replies={replies} texts={texts}>
                    {children}
                  </ThreadScreen>
                </>
              )}
            </div>
          )}
        </div>
      </section>
    </div>
  )
}

/** Moves the focus to the heading of a new screen, because the pressed button is gone. */
function useFocusOnChange(view: Shown['view']) {
  const screen = useRef<HTMLElement>(null)
  const last = useRef(view)
  useEffect(() => {
    if (last.current === view) return
    last.current = view
    screen.current?.querySelector('h1')?.focus({ preventScroll: true })
  }, [view])
  return screen
}
