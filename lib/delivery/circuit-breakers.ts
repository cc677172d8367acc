import {
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel'
import { log } from '@/lib/log/log'
import { singleton } from '@/lib/process/singleton'
import type { DispatchResult } from './gateways/gateway'

/** Half of the last ten calls, five at least, must have failed; then nothing for ten seconds, then one probe. */
const CALLS = { threshold: 0.5, size: 10, minimumNumberOfCalls: 5 }
const OPEN_MS = 10_000
/** A gateway may ask to be left alone for longer, but not for ever. */
const LONGEST_PAUSE_MS = 5 * 60 * 1000
/** Of every so many milliseconds, the first ones. */
const TRY_EVERY_MS = 10_000
const TRY_FOR_MS = 2000

const REFUSED: DispatchResult = { kind: 'refused', because: 'transient', reason: 'its circuit is open' }

interface Breaker {
  circuit: CircuitBreakerPolicy
  openedAt: number
  /** Until then the gateway wants to hear nothing (Retry-After). */
  pausedUntil: number
}

const breakers = singleton('gateway-breakers', () => new Map<string, Breaker>())
const degraded = singleton('degraded-gateways', () => new Set<string>())

/** What speaks against the gateway, not against the number that was asked for. */
const isFailure = (result: DispatchResult) =>
  result.kind === 'unknown' ||
  (result.kind === 'refused' && (result.because === 'account' || result.because === 'transient'))

function breakerOf(gateway: string): Breaker {
  const known = breakers.get(gateway)
  if (known) return known
  const circuit = circuitBreaker(
    handleWhenResult((result) => isFailure(result as DispatchResult)),
    { halfOpenAfter: OPEN_MS, breaker: new CountBreaker(CALLS) },
  )
  const made: Breaker = { circuit, openedAt: 0, pausedUntil: 0 }
  circuit.onBreak(() => {
    made.openedAt = Date.now()
  })
  circuit.onStateChange((state) => log().warn({ event: 'gateway.circuit', gateway, state: CircuitState[state] }))
  breakers.set(gateway, made)
  return made
}

/** Whether a message may be given to the gateway now; a circuit that was open long enough takes one as a probe. */
export function letsThrough(gateway: string): boolean {
  const { circuit, openedAt, pausedUntil } = breakerOf(gateway)
  if (Date.now() < pausedUntil) return false
  if (circuit.state === CircuitState.Open) return Date.now() - openedAt >= OPEN_MS
  return circuit.state === CircuitState.Closed
}

/**
 * Whether new verifications may be routed to this gateway. While it doesn't, starts are still let through for two seconds in
 * ten: somebody's message has to find out when it is back. By the clock and not by the last probe, since that one's
 * outcome would tell whether the number before was sent a message at all (R9).
 */
export function isRoutable(gateway: string): boolean {
  const { circuit, pausedUntil } = breakerOf(gateway)
  const works = circuit.state === CircuitState.Closed && Date.now() >= pausedUntil
  return works || Date.now() % TRY_EVERY_MS < TRY_FOR_MS
}

/** Calls a gateway, unless its circuit is open: that is a refusal like any other. */
export async function throughBreaker(gateway: string, call: () => Promise<DispatchResult>): Promise<DispatchResult> {
  // Others than the probe would wait for its result, and their leases with them.
  if (!letsThrough(gateway)) return REFUSED
  try {
    const result = await breakerOf(gateway).circuit.execute(call)
    if (result.kind === 'refused' && result.retryAfterSeconds) pause(gateway, result.retryAfterSeconds)
    return result
  } catch (error) {
    if (isBrokenCircuitError(error)) return REFUSED
    throw error
  }
}

function pause(gateway: string, seconds: number): void {
  breakerOf(gateway).pausedUntil = Date.now() + Math.min(seconds * 1000, LONGEST_PAUSE_MS)
}

/** A gateway of which much less is heard than usual: last choice on its route, until it is heard of again. */
export const isDegraded = (gateway: string): boolean => degraded.has(gateway)

export function setDegraded(gateways: string[]): void {
  for (const gateway of gateways) if (!degraded.has(gateway)) log().error({ event: 'gateway.few-receipts', gateway })
  degraded.clear()
  for (const gateway of gateways) degraded.add(gateway)
}

export type Circuit = 'closed' | 'open' | 'probing'

/** How each gateway that this process has used stands with it. */
export function circuits(): Record<string, { circuit: Circuit; fewReceipts: boolean }> {
  const named: Record<CircuitState, Circuit> = {
    [CircuitState.Closed]: 'closed',
    [CircuitState.Open]: 'open',
    [CircuitState.HalfOpen]: 'probing',
    [CircuitState.Isolated]: 'open',
  }
  return Object.fromEntries(
    [...breakers]
      .filter(([gateway]) => gateway !== 'null')
      .map(([gateway, { circuit }]) => [gateway, { circuit: named[circuit.state], fewReceipts: isDegraded(gateway) }]),
  )
}
