import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import type { HandsetReply } from '@/lib/demo/handset-replies'

export interface Thread {
  sender: string
  /** Oldest first. */
  messages: HandsetMessageView[]
}

export interface SentReply {
  text: HandsetReply
  at: string
}

/** Groups messages, newest first, by sender. The thread of the newest message comes first. */
export function threadsOf(newestFirst: HandsetMessageView[]): Thread[] {
  const threads = new Map<string, HandsetMessageView[]>()
  for (const message of newestFirst) threads.set(message.from, [message, ...(threads.get(message.from) ?? [])])
  return [...threads].map(([sender, messages]) => ({ sender, messages }))
}

export type Entry = { message: HandsetMessageView; reply?: never } | { reply: SentReply; message?: never }

/** Returns the messages of a thread and the phone's replies in order of time. */
export function entriesOf(messages: HandsetMessageView[], replies: SentReply[]): Entry[] {
  const entries: Entry[] = [...messages.map((message) => ({ message })), ...replies.map((reply) => ({ reply }))]
  const time = ({ message, reply }: Entry) => Date.parse(message ? message.arrivedAt : reply.at)
  return entries.toSorted((one, other) => time(one) - time(other))
}

/** Adds the reply that a change of the opt-out shows. `now` is the viewer's clock, which may be behind the server's. */
export function withReply(replies: SentReply[], optedOutAt: string | null, now: Date): SentReply[] {
  const last = replies.at(-1)
  if (optedOutAt !== null) return last?.at === optedOutAt ? replies : [...replies, { text: 'STOP', at: optedOutAt }]
  if (last?.text !== 'STOP') return replies
  const at = new Date(Math.max(now.getTime(), Date.parse(last.at) + 1)).toISOString()
  return [...replies, { text: 'START', at }]
}
