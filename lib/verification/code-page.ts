import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { MessageStatus, Purpose } from '@/lib/db/generated/enums'
import { readCodePage } from '@/lib/db/queries/code-pages'
import type { SmsReport } from '@/lib/db/queries/message-stats'
import { type VerificationRow, verificationOf } from '@/lib/db/queries/verifications'
import { staysSimulated } from '@/lib/delivery/routing'
import { sendLimitKeys } from '@/lib/guard/limit-keys'
import { counterKey, peekAll, type Rejected } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
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

/** A superseded verification without a newer one is void: another code of the account was used. */
function stateOf(row: VerificationRow, hasNewer: boolean, isLocked: boolean): VerificationState {
  if (row.consumedAt) return 'used'
  if (row.supersededAt) return hasNewer ? 'superseded' : 'used'
  if (row.approvedAt) return row.secondsLeft > 0 ? 'approved' : 'used'
  // A locked bucket sends no codes either, so the page must not offer one.
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

/** Returns the wait before a resend, or null if none is possible. A spent code can be replaced once it has expired. */
function resendIn(row: VerificationRow, state: VerificationState, rejected: Rejected | undefined): number | null {
  if (state !== 'open' && state !== 'expired' && state !== 'spent') return null
  const wait = rejected?.retryInSeconds ?? 0
  return state === 'spent' ? Math.max(wait, Math.ceil(row.secondsLeft)) : wait
}

/** Returns the limit to name in a demo. The resend cooldown is not named, because the page counts it down. */
const namedLimit = (rejected: Rejected | undefined): LimitName | null =>
  env().allSimulated && rejected && rejected.policy !== 'sendsPerBrowser' ? rejected.policy : null

export interface ComputedCodePage {
  page: CodePage
  counters: string[]
  /** Seconds until a lifetime or limit ends and changes the page without a write; infinite if none does. */
  changesInSeconds: number
}

/** Returns the code page of a verification, or null to any browser but the one that started it (R5). */
export const codePageState = async (id: string, viewer: Client): Promise<CodePage | null> =>
  (await computeCodePage(id, viewer))?.page ?? null

/** Like `codePageState`, with its dependencies. Always two statements. */
export async function computeCodePage(id: string, viewer: Client): Promise<ComputedCodePage | null> {
  const found = await readCodePage(db(), id, viewer.browserHash)
  if (!found) return null
  const { row, newer, sms } = found
  const limitKeys = sendLimitKeys({ ...senderOf(row, viewer), unsentMs: unsentMs(row, sms) })
  const rejections = await peekAll(limitKeys, viewer)
  const lock = rejections.find(({ policy }) => policy === 'wrongCodesPerBucket')
  const state = stateOf(row, newer !== null, lock !== undefined)
  const { reportsDelivery, startPath, nextPath } = purposes[row.purpose]
  const page: CodePage = {
    id: row.id,
    purpose: row.purpose,
    phone: formatPhone(row.phone),
    state,
    secondsLeft: Math.max(0, Math.ceil(row.secondsLeft)),
    lifeSeconds: row.lifeSeconds,
    attemptsLeft: Math.max(0, MAX_ATTEMPTS - row.attempts),
    resendInSeconds: resendIn(row, state, rejections[0]),
    resent: sms.length > 1,
    limit: namedLimit(lock ?? rejections[0]),
    delivery: reportsDelivery ? deliveryOf(sms.at(-1)) : null,
    startPath,
    nextPath: state === 'approved' ? nextPath(row.id) : newer ? `/verify/${newer.id}` : startPath,
    limits: env().allSimulated ? limitKeys.map(({ policy }) => policy) : [],
    lockedForSeconds: lock?.retryInSeconds ?? null,
    handsetPath: env().mode === 'demo' && staysSimulated(row.phone) ? `/handset/${row.phone}` : null,
  }
  const ends = [row.secondsLeft, newer?.secondsLeft ?? 0, ...rejections.map(({ retryInSeconds }) => retryInSeconds)]
  return {
    page,
    counters: limitKeys.map(counterKey),
    changesInSeconds: Math.min(...ends.filter((seconds) => seconds > 0)),
  }
}

export async function phoneOf(id: string, browserHash: string): Promise<string | null> {
  const row = await verificationOf(db(), id, browserHash)
  return row?.phone ?? null
}

export type ProofState = { kind: 'ready' | 'used'; phone: string } | { kind: 'gone' }

export async function proofState(id: string, browserHash: string, purpose: Purpose): Promise<ProofState | null> {
  const row = await verificationOf(db(), id, browserHash)
  if (!row || row.purpose !== purpose) return null
  const isReady = row.approvedAt && !row.consumedAt && !row.supersededAt && row.secondsLeft > 0
  if (isReady) return { kind: 'ready', phone: row.phone }
  return row.consumedAt ? { kind: 'used', phone: row.phone } : { kind: 'gone' }
}
