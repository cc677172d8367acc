import type { Limit } from '@/lib/guard/policies'

/** Removes, for each forgiven time, the newest hit at or before it. */
export function withoutForgiven(hitsMs: readonly number[], forgivenMs: readonly number[] = []): number[] {
  const left = hitsMs.toSorted((a, b) => a - b)
  for (const time of forgivenMs) {
    const newest = left.findLastIndex((hit) => hit <= time)
    if (newest >= 0) left.splice(newest, 1)
  }
  return left
}

/** Returns the wait in milliseconds until the limit permits one more event; 0 if it does now. */
export function waitMs(policy: Limit, hitsMs: readonly number[], nowMs: number): number {
  const windowMs = policy.windowSeconds * 1000
  const counted = hitsMs.filter((hit) => hit > nowMs - windowMs).toSorted((a, b) => a - b)
  const leaves = counted.at(-policy.max)
  const room = counted.length >= policy.max && leaves !== undefined ? leaves + windowMs - nowMs : 0
  const last = counted.at(-1)
  const spacing = policy.spacingSeconds
  if (last === undefined || !spacing) return Math.max(0, room)
  const wait = spacing[Math.min(counted.length, spacing.length) - 1] ?? 0
  return Math.max(0, room, last + wait * 1000 - nowMs)
}
