import type { CodePathRow, DispatchRow } from '@/lib/db/queries/code-paths'
import { MAX_ATTEMPTS } from '@/lib/verification/check'

export const STATIONS = ['initiation', 'request', 'gateway', 'carrier', 'handset', 'input', 'verification'] as const
export type StationName = (typeof STATIONS)[number]

/** `waiting`: the next to be reached. `failed`: the path of this dispatch ended here. */
export const STATES = ['ahead', 'waiting', 'reached', 'failed'] as const
export type StationState = (typeof STATES)[number]

export const OUTCOMES = [
  'queued',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'unknown',
  'undelivered',
  'ended',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export const ENDS = ['verified', 'expired', 'superseded', 'exhausted'] as const
export type End = (typeof ENDS)[number]

export interface Station {
  name: StationName
  state: StationState
  /** Duration since the previous reached station; null for the first, and while it is not reached. */
  legMs: number | null
}

export interface CodePath {
  id: string
  phone: string
  /** Milliseconds since 1970. */
  startedAtMs: number
  stations: Station[]
  /** One per dispatch, oldest first. */
  dispatches: { gateway: string; outcome: Outcome; receiptMs: number | null }[]
  attempts: number
  end: End | null
}

const OUTCOME_OF: Record<DispatchRow['status'], Outcome> = {
  QUEUED: 'queued',
  SENDING: 'sending',
  UNKNOWN: 'unknown',
  ACCEPTED: 'accepted',
  UNDELIVERED: 'undelivered',
  DELIVERED: 'delivered',
  FAILED: 'failed',
  EXPIRED: 'ended',
  CANCELED: 'ended',
}

const timeOf = ({ events }: DispatchRow, ...statuses: DispatchRow['status'][]): number | null =>
  events.find(({ status }) => statuses.includes(status))?.atMs ?? null

/** Returns what the rows of a verification show: no time or state that is not stored. */
export function codePathOf(row: CodePathRow): CodePath {
  const shown = shownDispatch(row)
  return {
    id: row.id,
    phone: row.phone,
    startedAtMs: row.createdAtMs,
    stations: stationsOf(row, shown),
    dispatches: row.dispatches.map((dispatch) => ({
      gateway: dispatch.gateway,
      outcome: OUTCOME_OF[dispatch.status],
      receiptMs: since(timeOf(dispatch, 'SENDING'), timeOf(dispatch, 'DELIVERED', 'UNDELIVERED')),
    })),
    attempts: row.attempts,
    end: endOf(row),
  }
}

/** The dispatch whose SMS is on the phone, otherwise the newest one. */
function shownDispatch({ dispatches, nowMs }: CodePathRow): DispatchRow | undefined {
  return dispatches.findLast((dispatch) => arrivalOf(dispatch, nowMs) !== null) ?? dispatches.at(-1)
}

/** Time of the arrival on the phone, if it has arrived. */
const arrivalOf = ({ carried }: DispatchRow, nowMs: number): number | null =>
  carried?.arrives ? pastOnly(carried.arrivesAtMs, nowMs) : null

/** The simulated carrier stores in advance when it has a message and when the message arrives. */
const pastOnly = (atMs: number | undefined, nowMs: number): number | null =>
  atMs !== undefined && atMs <= nowMs ? atMs : null

function endOf({ approvedAtMs, isSuperseded, attempts, secondsLeft }: CodePathRow): End | null {
  if (approvedAtMs !== null) return 'verified'
  if (isSuperseded) return 'superseded'
  if (secondsLeft <= 0) return 'expired'
  return attempts >= MAX_ATTEMPTS ? 'exhausted' : null
}

function stationsOf(row: CodePathRow, dispatch: DispatchRow | undefined): Station[] {
  const times: Record<StationName, number | null> = {
    initiation: row.createdAtMs,
    request: dispatch ? timeOf(dispatch, 'SENDING') : null,
    gateway: dispatch ? timeOf(dispatch, 'ACCEPTED') : null,
    carrier: pastOnly(dispatch?.carried?.atMs, row.nowMs),
    handset: dispatch ? arrivalOf(dispatch, row.nowMs) : null,
    // The time of a wrong code is not stored with the verification.
    input: row.approvedAtMs,
    verification: row.approvedAtMs,
  }
  const isReached = (name: StationName) => times[name] !== null || (name === 'input' && row.attempts > 0)
  const last = STATIONS.findLastIndex(isReached)
  const failedAt = failedStation(row, dispatch)
  return STATIONS.map((name, n) => ({
    name,
    state: stateOf(name, n, { last, failedAt, isOver: endOf(row) !== null }),
    legMs: since(previousTime(times, n), times[name]),
  }))
}

function stateOf(
  name: StationName,
  n: number,
  { last, failedAt, isOver }: { last: number; failedAt: StationName | null; isOver: boolean },
): StationState {
  if (name === failedAt) return 'failed'
  // A carrier may report an earlier station later, and a person may read the code elsewhere.
  if (n <= last) return 'reached'
  return n === last + 1 && failedAt === null && !isOver ? 'waiting' : 'ahead'
}

/** Where the shown dispatch, or the verification, has ended without success. */
function failedStation(row: CodePathRow, dispatch: DispatchRow | undefined): StationName | null {
  const end = endOf(row)
  if (end === 'exhausted') return 'verification'
  if (end === 'verified' || !dispatch) return null
  const outcome = OUTCOME_OF[dispatch.status]
  if (outcome === 'failed' || outcome === 'unknown') return 'gateway'
  if (outcome === 'undelivered') return 'carrier'
  return outcome === 'ended' ? 'request' : null
}

function previousTime(times: Record<StationName, number | null>, n: number): number | null {
  return STATIONS.slice(0, n).reduce<number | null>((time, name) => times[name] ?? time, null)
}

/** Never negative: two processes may commit neighboring events in the other order. */
const since = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.round(to - from))
