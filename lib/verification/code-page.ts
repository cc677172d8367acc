import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { MessageStatus, Purpose } from '@/lib/db/generated/enums'
import { type SmsReport, smsReports } from '@/lib/db/queries/message-stats'
import { openVerification, type VerificationRow, verificationOf } from '@/lib/db/queries/verifications'
import { staysSimulated } from '@/lib/delivery/routing'
import { sendLimitKeys } from '@/lib/guard/limit-keys'
import { counterKey, type Decision, peek } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { bucketOf } from './bucket'
import { MAX_ATTEMPTS } from './check'
import type { CodePage, DeliveryState, VerificationState } from './code-page-state'
import { senderOf, unsentMs } from './initiate'
import { formatPhone } from './phone'
import { purposes } from './purposes'

const deliveryStates: Record<MessageStatus, DeliveryState> = {
  QUEUED: 'on-its-way',
  SENDING: 'on-its-way',
  UNKNOWN: 'on-its-way',
  ACCEPTED: 'dispatched',
  FAILED: 'not-delivered',
  EXPIRED: 'not-delivered',
  CANCELED: 'not-delivered',
  UNDELIVERED: 'not-delivered',
  DELIVERED: 'delivered',
}

/** Superseded without anything newer to go to means void: somebody has just used another code for the same account. */
function stateOf(row: VerificationRow, newer: VerificationRow | null, isLocked: boolean): VerificationState {
  if (row.consumedAt) return 'used'
  if (row.supersededAt) return newer ? 'superseded' : 'used'
  if (row.approvedAt) return row.secondsLeft > 0 ? 'approved' : 'used'
  // No code of this number is accepted and none is sent, so a new one is no way on.
  if (isLocked) return 'locked'
  if (row.secondsLeft <= 0) return 'expired'
  return row.attempts >= MAX_ATTEMPTS ? 'spent' : 'open'
}

function deliveryOf(newest: SmsReport | undefined): DeliveryState | null {
  if (!newest) return null
  if (newest.delivered) return 'delivered'
  const isUnderWay = newest.status === 'QUEUED' || newest.status === 'SENDING'
  return isUnderWay && newest.dispatches > 1 ? 'trying-another' : deliveryStates[newest.status]
}

/** When a resend would be sent, a spent code being replaced once it has expired; null when there is nothing to resend. */
function resendIn(row: VerificationRow, state: VerificationState, sending: Decision): number | null {
  if (state !== 'open' && state !== 'expired' && state !== 'spent') return null
  const wait = sending.allowed ? 0 : sending.retryInSeconds
  return state === 'spent' ? Math.max(wait, Math.ceil(row.secondsLeft)) : wait
}

/** The limit that holds the page back. The wait between two codes is no news: the page counts it down. */
function limitOf(...decisions: Decision[]): LimitName | null {
  if (!env().allSimulated) return null
  const refused = decisions.find((decision) => !decision.allowed && decision.policy !== 'sendsPerBrowser')
  return refused && !refused.allowed ? refused.policy : null
}

function nextPathOf(row: VerificationRow, newer: VerificationRow | null, state: VerificationState): string {
  if (state === 'approved') return purposes[row.purpose].nextPath(row.id)
  return newer ? `/verify/${newer.id}` : purposes[row.purpose].startPath
}

export interface ComputedCodePage {
  page: CodePage
  /** Keys of the counters that it was computed from. */
  counters: string[]
  /** When it changes without a write: a lifetime or a limit ends. Infinite if it doesn't. */
  changesInSeconds: number
}

const soonest = (...seconds: number[]) => Math.min(...seconds.filter((left) => left > 0))
const retryIn = (decision: Decision) => (decision.allowed ? 0 : decision.retryInSeconds)

/** All that the code page tells the browser that started this verification; null for every other browser (R5). */
export const codePageState = async (id: string, viewer: Client): Promise<CodePage | null> =>
  (await computeCodePage(id, viewer))?.page ?? null

/** The same, with what it depends on. */
export async function computeCodePage(id: string, viewer: Client): Promise<ComputedCodePage | null> {
  const row = await verificationOf(db(), id, viewer.browserHash)
  if (!row) return null
  const bucket = await peek([{ policy: 'wrongCodesPerBucket', of: bucketOf(row) }], viewer)
  const newer = row.supersededAt && (await openVerification(db(), row))
  const state = stateOf(row, newer, !bucket.allowed)
  const sms = await smsReports(db(), row.id)
  const { tellsDelivery } = purposes[row.purpose]
  const limitKeys = sendLimitKeys({ ...senderOf(row, viewer), unsentMs: unsentMs(row, sms) })
  const sending = await peek(limitKeys, viewer)
  const page = {
    id: row.id,
    purpose: row.purpose,
    phone: formatPhone(row.phone),
    state,
    secondsLeft: Math.max(0, Math.ceil(row.secondsLeft)),
    lifeSeconds: row.lifeSeconds,
    attemptsLeft: Math.max(0, MAX_ATTEMPTS - row.attempts),
    resendInSeconds: resendIn(row, state, sending),
    resent: sms.length > 1,
    limit: limitOf(bucket, sending),
    delivery: tellsDelivery ? deliveryOf(sms.at(-1)) : null,
    startPath: purposes[row.purpose].startPath,
    nextPath: nextPathOf(row, newer, state),
    limits: env().allSimulated ? limitKeys.map(({ policy }) => policy) : [],
    lockedForSeconds: bucket.allowed ? null : bucket.retryInSeconds,
    handsetPath: env().mode === 'demo' && staysSimulated(row.phone) ? `/handset/${row.phone}` : null,
  }
  return {
    page,
    counters: limitKeys.map(counterKey),
    changesInSeconds: soonest(row.secondsLeft, newer?.secondsLeft ?? 0, retryIn(bucket), retryIn(sending)),
  }
}

/** The number that this browser typed for that verification, for correcting it; null for every other browser. */
export async function phoneOf(id: string, browserHash: string): Promise<string | null> {
  const row = await verificationOf(db(), id, browserHash)
  return row?.phone ?? null
}

export type ProofState = { kind: 'ready' | 'used'; phone: string } | { kind: 'gone' }

/** Whether the browser holds an unused proof for this purpose; null when it never asked for that verification. */
export async function proofState(id: string, browserHash: string, purpose: Purpose): Promise<ProofState | null> {
  const row = await verificationOf(db(), id, browserHash)
  if (!row || row.purpose !== purpose) return null
  const isReady = row.approvedAt && !row.consumedAt && !row.supersededAt && row.secondsLeft > 0
  if (isReady) return { kind: 'ready', phone: row.phone }
  return row.consumedAt ? { kind: 'used', phone: row.phone } : { kind: 'gone' }
}
