import { perProcess } from '@/lib/process/singleton'

interface Kept<T> {
  at: number
  value: Promise<T>
}

const kept = perProcess('refreshed-sums', () => new Map<string, Kept<unknown>>())

/**
 * A value that is loaded again once it is this old, by the first who asks; who asks meanwhile waits for the same. One that
 * couldn't be loaded is asked for again at once, so that a rule fails closed and no longer than it must.
 */
export function refreshed<T>(name: string, everyMs: number, load: () => Promise<T>): Promise<T> {
  const before = kept.get(name) as Kept<T> | undefined
  const at = performance.now()
  if (before && at - before.at < everyMs) return before.value
  const value = load()
  kept.set(name, { at, value })
  value.catch(() => kept.delete(name))
  return value
}

/** Loads every value anew at its next use in this process. */
export const forgetRefreshed = (): void => kept.clear()
