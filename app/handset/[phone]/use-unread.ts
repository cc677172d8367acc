'use client'
import { useState, useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

const useIsVisible = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => true,
  )

/** Returns how many of the messages, newest first, arrived since the page was last visible. */
export function useUnread(ids: string[]): number {
  const isVisible = useIsVisible()
  const newest = ids[0]
  const [seen, setSeen] = useState(newest)
  if (isVisible && seen !== newest) setSeen(newest)
  if (isVisible) return 0
  const position = seen === undefined ? -1 : ids.indexOf(seen)
  return position === -1 ? ids.length : position
}
