import { db } from '@/lib/db/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { openVerification, type VerificationRow, verificationOf } from '@/lib/db/verifications'
import { isReachable } from '@/lib/delivery/routes'
import { addressKey } from '@/lib/guard/address'
import { type Charge, charge } from '@/lib/guard/limiter'
import { MAX_ATTEMPTS } from './check'
import { laneOf } from './lane'
import { type Request, type Requested, replaceVerification, requestAgain, requestVerification } from './request'

export interface Start {
  purpose: Purpose
  phone: string
  browserHash: string
  /** The client's address, as our HTTP entry vouches for it. */
  address: string
  locale: string
}

/**
 * `sent`: a message was committed; hand it over after the response. `waiting`: nothing was sent, because one was sent a
 * moment ago or its guesses are spent; its page says so. `limited`: nothing may be sent before `retryInSeconds` pass.
 * `unavailable`: no gateway takes messages to that country now, which is said to all alike and costs nothing.
 */
export type StartOutcome =
  | ({ kind: 'sent' } & Requested)
  | { kind: 'waiting'; id: string }
  | { kind: 'limited'; retryInSeconds: number }
  | { kind: 'unavailable' }

/** Resending what can't be sent again: not this browser's, or over and done with. */
export type ResendOutcome = StartOutcome | { kind: 'not-found' } | { kind: 'over' }

/** What one message costs: all four keys together or nothing, and none at all in a lane whose guesses are used up (R3). */
export const chargesFor = (of: Pick<Start, 'purpose' | 'phone' | 'browserHash' | 'address'>): Charge[] => {
  const lane = laneOf(of.purpose, of.phone)
  return [
    { policy: 'wrongCodes', of: lane, cost: 0 },
    { policy: 'sendsPerLane', of: lane },
    { policy: 'sendsPerPhone', of: of.phone },
    { policy: 'sendsPerAddress', of: addressKey(of.address) },
    { policy: 'sendsPerBrowser', of: `${lane}:${of.browserHash}` },
  ]
}

/**
 * Starts a verification, or goes on with the one that this browser has open for the same phone and purpose, which is a
 * resend. Known and unknown numbers take the same steps (R9).
 */
export async function initiate(start: Start): Promise<StartOutcome> {
  const request = { ...start, context: '{}' }
  const outcome = await send(request, start.address, await openVerification(db(), request))
  if (outcome.kind !== 'limited' && outcome.kind !== 'unavailable') return outcome
  // A code that is still good is worth more than the news that no other can be had yet.
  const open = await openVerification(db(), request)
  return open ? { kind: 'waiting', id: open.id } : outcome
}

/** Sends the code of this browser's verification again; an expired one starts anew. */
export async function resend(of: { id: string; browserHash: string; address: string }): Promise<ResendOutcome> {
  const row = await verificationOf(db(), of.id, of.browserHash)
  if (!row) return { kind: 'not-found' }
  if (row.approvedAt || row.supersededAt) return { kind: 'over' }
  return send(row, of.address, row.secondsLeft > 0 ? row : await openVerification(db(), row))
}

async function send(request: Request, address: string, open: VerificationRow | null): Promise<StartOutcome> {
  if (open && open.attempts >= MAX_ATTEMPTS) return { kind: 'waiting', id: open.id }
  if (!isReachable(request.phone)) return { kind: 'unavailable' }
  const decision = await charge(chargesFor({ ...request, address }))
  if (!decision.allowed) return { kind: 'limited', retryInSeconds: decision.retryInSeconds }
  if (!open) return { kind: 'sent', ...(await requestVerification(request)) }
  const requested = await sendAgain(request, open)
  return requested ? { kind: 'sent', ...requested } : { kind: 'waiting', id: open.id }
}

/** The same code while it has half of its life left, else a new one that inherits the attempts (R3). */
const sendAgain = (request: Request, open: VerificationRow): Promise<Requested | null> =>
  open.secondsLeft * 2 >= open.lifeSeconds ? requestAgain(open) : replaceVerification(request, open)
