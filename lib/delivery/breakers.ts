import {
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel'
import { log } from '@/lib/log'
import { perProcess } from '@/lib/per-process'
import type { HandOverResult } from './gateways/gateway'

/** Half of the last ten calls, five at least, must have failed; then nothing for ten seconds, then one probe. */
const CALLS = { threshold: 0.5, size: 10, minimumNumberOfCalls: 5 }
const OPEN_MS = 10_000

const REFUSED: HandOverResult = { kind: 'refused', because: 'transient', reason: 'its circuit is open' }

interface Breaker {
  circuit: CircuitBreakerPolicy
  openedAt: number
}

const breakers = perProcess('gateway-breakers', () => new Map<string, Breaker>())
const doubtful = perProcess('doubtful-gateways', () => new Set<string>())

/** What speaks against the gateway, not against the number that was asked for. */
const isFailure = (result: HandOverResult) =>
  result.kind === 'unknown' ||
  (result.kind === 'refused' && (result.because === 'account' || result.because === 'transient'))

function breakerOf(gateway: string): Breaker {
  const known = breakers.get(gateway)
  if (known) return known
  const circuit = circuitBreaker(
    handleWhenResult((result) => isFailure(result as HandOverResult)),
    { halfOpenAfter: OPEN_MS, breaker: new CountBreaker(CALLS) },
  )
  const made: Breaker = { circuit, openedAt: 0 }
  circuit.onBreak(() => {
    made.openedAt = Date.now()
  })
  circuit.onStateChange((state) => log().warn({ event: 'gateway.circuit', gateway, state: CircuitState[state] }))
  breakers.set(gateway, made)
  return made
}

/** Whether a message may be given to the gateway now; a circuit that was open long enough takes one as a probe. */
export function letsThrough(gateway: string): boolean {
  const { circuit, openedAt } = breakerOf(gateway)
  if (circuit.state === CircuitState.Open) return Date.now() - openedAt >= OPEN_MS
  return circuit.state === CircuitState.Closed
}

/** Calls a gateway, unless its circuit is open: that is a refusal like any other. */
export async function throughBreaker(gateway: string, call: () => Promise<HandOverResult>): Promise<HandOverResult> {
  // Others than the probe would wait for its result, and their leases with them.
  if (!letsThrough(gateway)) return REFUSED
  try {
    return await breakerOf(gateway).circuit.execute(call)
  } catch (error) {
    if (isBrokenCircuitError(error)) return REFUSED
    throw error
  }
}

/** A gateway of which much less is heard than usual: last choice on its route, until it is heard of again. */
export const isDoubtful = (gateway: string): boolean => doubtful.has(gateway)

export function setDoubtful(gateways: string[]): void {
  for (const gateway of gateways) if (!doubtful.has(gateway)) log().error({ event: 'gateway.few-receipts', gateway })
  doubtful.clear()
  for (const gateway of gateways) doubtful.add(gateway)
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
    [...breakers].map(([gateway, { circuit }]) => [
      gateway,
      { circuit: named[circuit.state], fewReceipts: isDoubtful(gateway) },
    ]),
  )
}
