'use client'
import { useState } from 'react'
import { type SentReply, withReply } from './threads'

/** Returns the phone's replies. Only the last STOP is stored, so earlier replies are those since the page was opened. */
export function useReplies(optedOutAt: string | null): SentReply[] {
  const [known, setKnown] = useState(() => ({ optedOutAt, replies: withReply([], optedOutAt, new Date()) }))
  if (known.optedOutAt === optedOutAt) return known.replies
  const replies = withReply(known.replies, optedOutAt, new Date())
  setKnown({ optedOutAt, replies })
  return replies
}
