import type { MessageStatus } from '@/lib/db/generated/enums'
import type { Dispatch } from '@/lib/db/queries/dispatches'
import { letsThrough } from './circuit-breakers'
import type { Refusal } from './gateways/gateway'
import { nextGateway } from './routing'

/** Maximum number of dispatches of one SMS that may have reached a carrier (R6). */
const MAX_POSSIBLY_SENT = 2
/** Limits retries after refusals, which MAX_POSSIBLY_SENT does not count. */
const MAX_DISPATCHES = 24
const FIRST_BACKOFF_SECONDS = 1
const MAX_BACKOFF_SECONDS = 30

const POSSIBLY_SENT_STATUSES: readonly MessageStatus[] = ['SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED']
const PERMANENT: readonly Refusal[] = ['number', 'opted-out', 'account']

export interface NextDispatch {
  gateway: string
  delaySeconds: number
}

/**
 * Returns the next dispatch, or null if none is possible (R6). Prefers gateways with the shortest requested wait, then those
 * that work, then those that are not degraded, then the least recently tried. `dispatches` are sorted oldest first.
 */
export function nextDispatch(
  dispatches: Dispatch[],
  route: readonly string[],
  random: () => number = Math.random,
): NextDispatch | null {
  const possiblySent = dispatches.filter(({ status }) => POSSIBLY_SENT_STATUSES.includes(status)).length
  if (possiblySent >= MAX_POSSIBLY_SENT || dispatches.length >= MAX_DISPATCHES) return null
  const tried = dispatches.map(({ gateway }) => gateway)
  const candidates = route.filter((name) => !refusedPermanently(dispatches, name))
  const waits = new Map(candidates.map((name) => [name, retryAfterSeconds(dispatches, name)]))
  const shortest = Math.min(...waits.values())
  const gateway = nextGateway(
    candidates.filter((name) => waits.get(name) === shortest),
    tried,
  )
  if (!gateway) return null
  if (!tried.includes(gateway) && letsThrough(gateway)) return { gateway, delaySeconds: 0 }
  return { gateway, delaySeconds: Math.max(shortest, backoffSeconds(dispatches.length, random)) }
}

const retryAfterSeconds = (dispatches: Dispatch[], gateway: string): number =>
  dispatches.findLast((one) => one.gateway === gateway)?.retryInSeconds ?? 0

const refusedPermanently = (dispatches: Dispatch[], gateway: string) =>
  dispatches.some((one) => one.gateway === gateway && PERMANENT.some((refusal) => refusal === one.refusal))

/** Exponential backoff with jitter, so that messages that failed together are not retried together. */
function backoffSeconds(tries: number, random: () => number): number {
  const whole = Math.min(MAX_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2 ** (tries - 1))
  return whole * (0.5 + random() / 2)
}
