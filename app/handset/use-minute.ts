'use client'
import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000

const currentMinute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS

function subscribe(changed: () => void) {
  let timer: ReturnType<typeof setTimeout>
  const tick = () => {
    changed()
    timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS))
  }
  tick()
  // Browsers stop the timers of hidden pages.
  document.addEventListener('visibilitychange', changed)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', changed)
  }
}

/** Returns the current minute, or null in the server's HTML: only the browser has the viewer's time. */
export function useMinute(): Date | null {
  const minute = useSyncExternalStore(subscribe, currentMinute, () => null)
  return minute === null ? null : new Date(minute)
}
