'use client'
import { useState } from 'react'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import { threadsOf } from './threads'

export interface Shown {
  view: 'lock' | 'list' | 'thread'
  /** Sender of the open thread; null for the newest thread. */
  sender: string | null
}

/** Holds what the phone shows and which messages were read. Messages of the first render count as read. */
export function useScreen(messages: HandsetMessageView[], start: Shown) {
  const [shown, setShown] = useState(start)
  const [read, setRead] = useState<ReadonlySet<string>>(() => new Set(messages.map(({ id }) => id)))
  const threads = threadsOf(messages)
  const thread = threads.find(({ sender }) => sender === shown.sender) ?? threads[0]
  const unreadIn = (some: HandsetMessageView[]) => some.filter(({ id }) => !read.has(id))
  if (shown.view === 'thread' && thread) {
    // A later message of another sender must not replace the open thread.
    if (shown.sender !== thread.sender) setShown({ view: 'thread', sender: thread.sender })
    const unread = unreadIn(thread.messages)
    if (unread.length > 0) setRead(new Set([...read, ...unread.map(({ id }) => id)]))
  }
  return {
    view: shown.view,
    threads,
    thread,
    unreadIn,
    lock: () => setShown({ ...shown, view: 'lock' }),
    list: () => setShown({ ...shown, view: 'list' }),
    open: (sender: string | null) => setShown({ view: 'thread', sender }),
  }
}
