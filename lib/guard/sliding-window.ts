import type { Limit } from './policies'

/** Drops one hit for each of the given times, the newest at or before it: what was counted then turned out not to count. */
export function withoutForgiven(hitsMs: readonly number[], forgivenMs: readonly number[] = []): number[] {
  const left = hitsMs.toSorted((a, b) => a - b)
  for (const time of forgivenMs) {
    const newest = left.findLastIndex((hit) => hit <= time)
    if (newest >= 0) left.splice(newest, 1)
  }
  return left
}

/** How long until one more event fits under the limit; 0 when it fits now. All times in milliseconds. */
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
