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

const CALLS = { threshold: 0.5, size: 10, minimumNumberOfCalls: 5 }
const OPEN_MS = 10_000
const LONGEST_PAUSE_MS = 5 * 60 * 1000
const PROBE_EVERY_MS = 10_000
const PROBE_FOR_MS = 2000

const REFUSED: DispatchResult = { kind: 'refused', because: 'transient', reason: 'circuit open or gateway paused' }

interface Breaker {
  circuit: CircuitBreakerPolicy
  openedAt: number
  pausedUntil: number
}

const breakers = singleton('gateway-breakers', () => new Map<string, Breaker>())
const degraded = singleton('degraded-gateways', () => new Set<string>())

/** Whether the result is the gateway's fault rather than the number's. */
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

/** Whether a message may be dispatched to the gateway now. An open circuit accepts one probe after OPEN_MS. */
export function letsThrough(gateway: string): boolean {
  const { circuit, openedAt, pausedUntil } = breakerOf(gateway)
  if (Date.now() < pausedUntil) return false
  if (circuit.state === CircuitState.Open) return Date.now() - openedAt >= OPEN_MS
  return circuit.state === CircuitState.Closed
}

/**
 * Whether new verifications may be routed to the gateway. While it doesn't work, they are admitted for two seconds in every
 * ten by the clock: if that depended on the last probe, it would reveal whether a message was really sent (R9).
 */
export function isRoutable(gateway: string): boolean {
  const { circuit, pausedUntil } = breakerOf(gateway)
  const works = circuit.state === CircuitState.Closed && Date.now() >= pausedUntil
  return works || Date.now() % PROBE_EVERY_MS < PROBE_FOR_MS
}

export async function throughBreaker(gateway: string, call: () => Promise<DispatchResult>): Promise<DispatchResult> {
  // Rejected here, because the library would make concurrent calls wait for the probe, and their leases could expire.
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

export const isDegraded = (gateway: string): boolean => degraded.has(gateway)

export function setDegraded(gateways: string[]): void {
  for (const gateway of gateways) if (!degraded.has(gateway)) log().error({ event: 'gateway.few-receipts', gateway })
  degraded.clear()
  for (const gateway of gateways) degraded.add(gateway)
}

export type Circuit = 'closed' | 'open' | 'probing'

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
