import { db } from '@/lib/db/driver/client'
import { type Counts, exchangeTallies, type TallyRow } from '@/lib/db/queries/tallies'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { singleton } from '@/lib/process/singleton'

/**
 * One shared counter row would serialize all requests. So each process counts in memory, and at this interval adds its
 * counts to the database and reads the sums.
 */
const EXCHANGE_EVERY_MS = 1000
/** Number of attempts after which a process exchanges immediately, as during an attack. */
const EXCHANGE_AT_COUNT = 20
/** Requests wait for an exchange once the sums are this old. */
const MAX_AGE_MS = 2000

export type Subject = 'codes' | 'passwords' | `sends:${string}`

type Changes = Map<Subject, Counts>
type Period = 'hour' | 'recent'

const state = singleton('tallies', () => ({
  rows: new Map<string, TallyRow>(),
  readAt: Number.NEGATIVE_INFINITY,
  pending: new Map() as Changes,
  writing: new Map() as Changes,
  exchange: undefined as Promise<void> | undefined,
  scheduled: undefined as { cancel(): void } | undefined,
}))

const NONE: Counts = { attempted: 0, succeeded: 0 }

function add(changes: Changes, subject: Subject, { attempted, succeeded }: Counts): void {
  const before = changes.get(subject) ?? NONE
  changes.set(subject, { attempted: before.attempted + attempted, succeeded: before.succeeded + succeeded })
}

export function count(subject: Subject, change: Partial<Counts>): void {
  add(state.pending, subject, { ...NONE, ...change })
  if ((state.pending.get(subject)?.attempted ?? 0) >= EXCHANGE_AT_COUNT) exchange().catch(logFailure)
  else state.scheduled ??= schedule()
}

export function tallyOf(subject: Subject, period: Period): Counts {
  const row = state.rows.get(subject)
  const parts = [
    { attempted: row?.[`${period}Attempted`] ?? 0, succeeded: row?.[`${period}Succeeded`] ?? 0 },
    state.writing.get(subject) ?? NONE,
    state.pending.get(subject) ?? NONE,
  ]
  return {
    attempted: Math.max(
      0,
      parts.reduce((sum, { attempted }) => sum + attempted, 0),
    ),
    succeeded: Math.max(
      0,
      parts.reduce((sum, { succeeded }) => sum + succeeded, 0),
    ),
  }
}

export const subjects = (): { subject: Subject; isUnderAttack: boolean }[] =>
  [...new Set([...state.rows.keys(), ...state.writing.keys(), ...state.pending.keys()])].map((subject) => ({
    subject: subject as Subject,
    isUnderAttack: state.rows.get(subject)?.isUnderAttack ?? false,
  }))

export async function ensureFreshTallies(): Promise<void> {
  const age = performance.now() - state.readAt
  if (age < EXCHANGE_EVERY_MS) return
  const exchanged = exchange()
  if (age >= MAX_AGE_MS) await exchanged
  else exchanged.catch(logFailure)
}

export function exchange(): Promise<void> {
  state.exchange ??= exchangeOnce().finally(() => {
    state.exchange = undefined
  })
  return state.exchange
}

async function exchangeOnce(): Promise<void> {
  cancelSchedule()
  const { pending } = state
  state.writing = pending
  state.pending = new Map()
  try {
    const rows = await exchangeTallies(
      db(),
      [...pending].map(([subject, counts]) => ({ subject, ...counts })),
    )
    state.rows = new Map(rows.map((row) => [row.subject, row]))
    for (const [subject, counts] of pending) addToRow(subject, counts)
    state.readAt = performance.now()
  } catch (error) {
    for (const [subject, counts] of pending) add(state.pending, subject, counts)
    if (pending.size > 0) state.scheduled ??= schedule()
    throw error
  } finally {
    state.writing = new Map()
  }
}

/** The database returns the sums without this process's changes, which are added here. */
function addToRow(subject: Subject, { attempted, succeeded }: Counts): void {
  const row = state.rows.get(subject)
  state.rows.set(subject, {
    subject,
    hourAttempted: (row?.hourAttempted ?? 0) + attempted,
    hourSucceeded: (row?.hourSucceeded ?? 0) + succeeded,
    recentAttempted: (row?.recentAttempted ?? 0) + attempted,
    recentSucceeded: (row?.recentSucceeded ?? 0) + succeeded,
    isUnderAttack: row?.isUnderAttack ?? false,
  })
}

/** Sets a timer for the next exchange, so that it needs no other request, and exchanges before the process ends. */
function schedule() {
  const write = () => exchange().catch(logFailure)
  const timer = setTimeout(write, EXCHANGE_EVERY_MS)
  timer.unref()
  // A failed exchange schedules another, which must not delay the end of the process.
  const unregister = onShutdown(() => write().finally(cancelSchedule))
  return {
    cancel: () => {
      clearTimeout(timer)
      unregister()
    },
  }
}

function cancelSchedule(): void {
  state.scheduled?.cancel()
  state.scheduled = undefined
}

const logFailure = (error: unknown) => log().error({ event: 'tallies.not-exchanged', error: errorFacts(error) })

export function forgetTallies(): void {
  cancelSchedule()
  state.rows.clear()
  state.pending = new Map()
  state.readAt = Number.NEGATIVE_INFINITY
}
