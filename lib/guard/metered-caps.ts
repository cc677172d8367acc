/** Share of a cap that may be used at once, and its minimum: small caps are too coarse to meter. */
const BURST_SHARE = 0.3
const BURST_AT_LEAST = 30

/** Returns the tokens left of a cap as a token bucket. `used`: amounts per equal part of the period, oldest first. */
export function meteredRoom(used: readonly number[], cap: number): number {
  const burst = Math.min(cap, Math.max(cap * BURST_SHARE, BURST_AT_LEAST))
  const refill = (cap - burst) / used.length
  return used.reduce((level, amount) => Math.min(burst, level + refill) - amount, burst)
}
