import { singleton } from '@/lib/process/singleton'

interface Kept<T> {
  at: number
  value: Promise<T>
}

const kept = singleton('cached-values', () => new Map<string, Kept<unknown>>())

/**
 * Caches a value for `everyMs`. Concurrent callers share one in-flight load. A failed load is not cached, so that a rule fails
 * closed no longer than it must.
 */
export function cached<T>(name: string, everyMs: number, load: () => Promise<T>): Promise<T> {
  const before = kept.get(name) as Kept<T> | undefined
  const at = performance.now()
  if (before && at - before.at < everyMs) return before.value
  const value = load()
  kept.set(name, { at, value })
  value.catch(() => kept.delete(name))
  return value
}

/** Loads every value anew at its next use in this process. */
export const clearCache = (): void => kept.clear()
