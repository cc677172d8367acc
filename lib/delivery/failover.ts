import type { MessageStatus } from '@/lib/db/generated/enums'
import type { Dispatch } from '@/lib/db/queries/dispatches'
import { letsThrough } from './circuit-breakers'
import type { Refusal } from './gateways/gateway'
import { nextGateway } from './routing'

/** Dispatches of one SMS that may have reached a carrier, whatever the reasons (R6). */
const MAY_HAVE_REACHED = 2
/** Refusals don't count there, but somewhere trying has to end. */
const MOST_DISPATCHES = 24
const FIRST_BACKOFF_SECONDS = 1
const LONGEST_BACKOFF_SECONDS = 30

const REACHED: readonly MessageStatus[] = ['SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED']
const FOREVER: readonly Refusal[] = ['number', 'opted-out', 'account']

export interface NextDispatch {
  gateway: string
  delaySeconds: number
}

/**
 * Where an SMS goes next after what it has come to, or null when nowhere (R6). A gateway of the route that hasn't had it gets
 * it at once. Otherwise one that may take it later does, after a growing wait with jitter, and never before it wants to
 * hear of us again. One that refused for good isn't asked twice.
 *
 * `dispatches` oldest first; `random` from 0 to 1.
 */
export function nextDispatch(
  dispatches: Dispatch[],
  route: readonly string[],
  random: () => number = Math.random,
): NextDispatch | null {
  const reached = dispatches.filter(({ status }) => REACHED.includes(status)).length
  if (reached >= MAY_HAVE_REACHED || dispatches.length >= MOST_DISPATCHES) return null
  const tried = dispatches.map(({ gateway }) => gateway)
  const candidates = route.filter((name) => !refusedForever(dispatches, name))
  const waits = new Map(candidates.map((name) => [name, wantedWait(dispatches, name)]))
  const shortest = Math.min(...waits.values())
  const gateway = nextGateway(
    candidates.filter((name) => waits.get(name) === shortest),
    tried,
  )
  if (!gateway) return null
  if (!tried.includes(gateway) && letsThrough(gateway)) return { gateway, delaySeconds: 0 }
  return { gateway, delaySeconds: Math.max(shortest, backoffSeconds(dispatches.length, random)) }
}

/** How long a gateway wants to hear nothing of this SMS; 0 when it said nothing. */
const wantedWait = (dispatches: Dispatch[], gateway: string): number =>
  dispatches.findLast((one) => one.gateway === gateway)?.retryInSeconds ?? 0

const refusedForever = (dispatches: Dispatch[], gateway: string) =>
  dispatches.some((one) => one.gateway === gateway && FOREVER.some((refusal) => refusal === one.refusal))

/** Doubles from try to try; half of it at random, so that what failed together isn't tried again together. */
function backoffSeconds(tries: number, random: () => number): number {
  const whole = Math.min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2 ** (tries - 1))
  return whole * (0.5 + random() / 2)
}
