import { perProcess } from '@/lib/process/singleton'

/** Browsers open six connections to a host at most, so whoever asks for more isn't one. */
export const PLACES_PER_WATCHER = 6

const taken = perProcess('event-streams', () => new Map<string, Set<symbol>>())

/** Takes one of a watcher's places and says how to give it back, once or several times; null when none is left. */
export function takePlace(watcher: string): (() => void) | null {
  const places = taken.get(watcher) ?? new Set()
  if (places.size >= PLACES_PER_WATCHER) return null
  const place = Symbol()
  taken.set(watcher, places.add(place))
  return () => {
    places.delete(place)
    if (places.size === 0 && taken.get(watcher) === places) taken.delete(watcher)
  }
}
