import { singleton } from '@/lib/process/singleton'

interface CachedValue<T> {
  at: number
  value: Promise<T>
}

const kept = singleton('cached-values', () => new Map<string, CachedValue<unknown>>())

/** Caches a value for `everyMs`. Concurrent callers share one in-flight load. A failed load is not cached. */
export function cached<T>(name: string, everyMs: number, load: () => Promise<T>): Promise<T> {
  const before = kept.get(name) as CachedValue<T> | undefined
  const at = performance.now()
  if (before && at - before.at < everyMs) return before.value
  const value = load()
  kept.set(name, { at, value })
  value.catch(() => kept.delete(name))
  return value
}

/** The next caller loads the value again. */
export const forgetCached = (name: string): boolean => kept.delete(name)

export const clearCache = (): void => kept.clear()
