'use client'
import { useEffect, useState } from 'react'

const RETRY_MS = 5000

/**
 * Keeps a value current by server-sent events. Browsers allow six HTTP/1.1 connections per host, so a hidden page
 * closes its stream, except with `whileHidden`. A reopened stream starts with the current value.
 */
export function useEventStream<T>(
  path: string,
  initial: T,
  isOver: (value: T) => boolean = () => false,
  { whileHidden = false }: { whileHidden?: boolean } = {},
) {
  const [latest, setLatest] = useState({ initial, value: initial })
  const [lost, setLost] = useState(false)
  // A new server render supersedes all earlier events.
  const value = latest.initial === initial ? latest.value : initial
  const over = isOver(value)

  useEffect(() => {
    if (over) return
    let source: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    const close = () => {
      clearTimeout(retry)
      source?.close()
    }
    const follow = () => {
      close()
      if (document.visibilityState === 'hidden' && !whileHidden) return
      source = new EventSource(path)
      source.onopen = () => setLost(false)
      source.onerror = () => {
        setLost(true)
        // Browsers reconnect after a network error, but not after a response that is not a stream.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(follow, RETRY_MS)
      }
      source.onmessage = (event: MessageEvent<string>) => setLatest({ initial, value: JSON.parse(event.data) as T })
    }
    follow()
    if (!whileHidden) document.addEventListener('visibilitychange', follow)
    // A stream does not notice that the network is gone: a new one fails, or shows that the server can be reached.
    for (const change of ['offline', 'online']) window.addEventListener(change, follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      for (const change of ['offline', 'online']) window.removeEventListener(change, follow)
      close()
    }
  }, [path, initial, over, whileHidden])

  return { value, lost }
}
