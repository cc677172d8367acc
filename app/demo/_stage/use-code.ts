'use client'
import { splitAtCode } from '@/app/handset/[phone]/code-in'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'

const NO_MESSAGES: HandsetMessageView[] = []

/** Returns the code of the phone's newest message, unless it is older than the verification. */
export function useCode(phone: string, sinceMs: number): string | null {
  const { value: messages } = useEventStream(`/handset/${encodeURIComponent(phone)}/events`, NO_MESSAGES)
  const newest = messages.toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))[0]
  return newest && Date.parse(newest.arrivedAt) >= sinceMs ? splitAtCode(newest.body).code : null
}
