import { onShutdown } from '@/lib/process/lifecycle'
import { acquireStreamSlot } from './stream-slots'

/** Shorter than the silence after which proxies close connections. */
const LONGEST_MS = 25_000

interface Wait<T> {
  watcher: string
  look: () => Promise<T[]>
  /** Resolves to true when `look` may find something; to false when the wait has to end, as on abort. */
  changed: (signal: AbortSignal) => Promise<boolean>
  longestMs?: number
}

/**
 * Resolves to what `look` finds as soon as it finds any; to an empty list after `longestMs`, on abort and on shutdown; to
 * null if the client already has too many open requests.
 */
export async function longPoll<T>(
  { signal: aborted }: Request,
  { watcher, look, changed, longestMs = LONGEST_MS }: Wait<T>,
): Promise<T[] | null> {
  const releaseSlot = acquireStreamSlot(watcher)
  if (!releaseSlot) return null
  const stop = new AbortController()
  const unregister = onShutdown(() => stop.abort())
  // Not AbortSignal.timeout: Node may collect a signal that has no listeners before it aborts.
  const longest = setTimeout(() => stop.abort(), longestMs)
  const signal = AbortSignal.any([aborted, stop.signal])
  try {
    for (;;) {
      const found = signal.aborted ? [] : await look()
      if (found.length > 0 || signal.aborted || !(await changed(signal))) return found
    }
  } finally {
    clearTimeout(longest)
    unregister()
    releaseSlot()
  }
}
