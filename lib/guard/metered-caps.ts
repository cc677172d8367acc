/** Share of a cap that may go out at once, and the least that may: small caps are too coarse to be metered. */
const BURST_SHARE = 0.3
const BURST_AT_LEAST = 30

/**
 * Returns what may still be used now of a cap that refills as its time passes (a token bucket): a burst at once, the rest
 * evenly over the period, so that an attack can't use up an hour's money in a minute. `used`: what was used in each of
 * the equal parts of the period, oldest first. Zero or less means wait.
 */
export function meteredRoom(used: readonly number[], cap: number): number {
  const burst = Math.min(cap, Math.max(cap * BURST_SHARE, BURST_AT_LEAST))
  const refill = (cap - burst) / used.length
  return used.reduce((level, amount) => Math.min(burst, level + refill) - amount, burst)
}
