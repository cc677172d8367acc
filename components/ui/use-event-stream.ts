'use client'
import { useEffect, useState } from 'react'

const RETRY_MS = 5000

/**
 * Keeps a value current by one stream of server-sent events. A browser has six connections to a host, so a page that
 * nobody looks at gives its own back, unless it has to tell news even then (`whileHidden`); when it is looked at again the
 * server starts with the value as it stands.
 */
export function useEventStream<T>(
  path: string,
  initial: T,
  isOver: (value: T) => boolean = () => false,
  { whileHidden = false }: { whileHidden?: boolean } = {},
) {
  const [latest, setLatest] = useState({ initial, value: initial })
  const [lost, setLost] = useState(false)
  // A new render on the server is newer than anything that the stream has said before it.
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
        // The browser comes back by itself after a broken line, but not after an answer that was no stream.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(follow, RETRY_MS)
      }
      source.onmessage = (event: MessageEvent<string>) => setLatest({ initial, value: JSON.parse(event.data) as T })
    }
    follow()
    if (!whileHidden) document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      close()
    }
  }, [path, initial, over, whileHidden])

  return { value, lost }
}
