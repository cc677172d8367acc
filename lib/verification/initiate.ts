import { db } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { type SmsReport, smsReports } from '@/lib/db/queries/message-stats'
import { accountOf } from '@/lib/db/queries/users'
import { openVerification, type VerificationRow, verificationOf } from '@/lib/db/queries/verifications'
import { isReachable } from '@/lib/delivery/routing'
import { admit } from '@/lib/guard/admit'
import { type Challenge, type ChallengeResponse, NO_RESPONSE } from '@/lib/guard/challenge'
import type { Sender } from '@/lib/guard/limit-keys'
import type { Permit } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { bucketOf } from './bucket'
import { MAX_ATTEMPTS } from './check'
import { resendsSameCode } from './code-page-state'
import { type Issued, issueVerification, reissue, replaceVerification, type VerificationRequest } from './issue'
import { countryOf } from './phone'
import { purposes, purposesToAnyNumber, templatesToAnyNumber } from './purposes'

export interface Start extends Client {
  purpose: Purpose
  phone: string
  locale: string
  /** What the browser answers to a challenge that it was asked for before. */
  answer?: ChallengeResponse
}

/**
 * `sent`: a message was committed; dispatch it after the response. `waiting`: nothing was sent, because one was sent a
 * moment ago or its attempts are spent; its page says so. `limited`: nothing may be sent before `retryInSeconds` pass.
 * `unavailable`: no gateway takes messages to that country now, or a spending cap is reached, which is said to all alike and costs
 * nothing. `challenge`: the browser has to pass a challenge first.
 */
export type StartOutcome =
  | ({ kind: 'sent' } & Issued)
  | { kind: 'waiting'; id: string }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  | { kind: 'unavailable'; policy?: LimitName }
  | { kind: 'challenge'; challenge: Challenge; policy?: LimitName }

/** Resending what can't be sent again: not this browser's, or over and done with. */
export type ResendOutcome =
  | Exclude<StartOutcome, { kind: 'challenge' }>
  /** Its code has died, so this is a start, which has to be checked first: on the page that starts. */
  | { kind: 'challenge'; startPath: string }
  | { kind: 'not-found' }
  | { kind: 'over' }

type Requested = Pick<VerificationRequest, 'purpose' | 'phone' | 'userId' | 'knownBrowser'>

/** Returns the sender of a verification's message, by which its rate limits are keyed. */
export const senderOf = (of: Requested, { clientIp, browserHash, isPresenter }: Client): Sender => ({
  bucket: bucketOf(of),
  phone: of.phone,
  knownBrowser: of.knownBrowser,
  toAnyNumber: purposes[of.purpose].toAnyNumber,
  clientIp,
  browserHash,
  isPresenter,
})

/**
 * Returns when messages were requested that no carrier can have received, so that the next one needn't wait for them. Only
 * where the page reports delivery: elsewhere a shorter wait would reveal that an account exists (R9).
 */
export const unsentMs = ({ purpose }: Pick<VerificationRow, 'purpose'>, sms: SmsReport[]): number[] =>
  purposes[purpose].tellsDelivery ? sms.filter(({ unsent }) => unsent).map(({ atMs }) => atMs) : []

/**
 * Starts a verification. If this browser has one open for the same phone and purpose, resends its code instead. Known and
 * unknown numbers take the same steps (R9).
 */
export async function initiate({ purpose, phone, locale, answer, ...client }: Start): Promise<StartOutcome> {
  const { browserHash } = client
  const { userId, knownBrowser } = await ownerOf({ purpose, phone, browserHash })
  const country = countryOf(phone)
  const request = { purpose, phone, country, userId, browserHash, knownBrowser, context: '{}', locale }
  const outcome = await send(request, client, await openVerification(db(), request), answer)
  if (outcome.kind !== 'limited' && outcome.kind !== 'unavailable') return outcome
  // An open code is more useful than the error that no other can be sent yet.
  const open = await openVerification(db(), request)
  return open ? { kind: 'waiting', id: open.id } : outcome
}

/** Sends the code of this browser's verification again. If it has expired, starts a new verification. */
export async function resend({ id, ...client }: { id: string } & Client): Promise<ResendOutcome> {
  const row = await verificationOf(db(), id, client.browserHash)
  if (!row) return { kind: 'not-found' }
  if (row.approvedAt || row.supersededAt) return { kind: 'over' }
  const { purpose, phone, country, browserHash, context, locale } = row
  const { userId, knownBrowser } = await ownerOf(row)
  const request = { purpose, phone, country, userId, browserHash, knownBrowser, context, locale }
  const outcome = await send(request, client, row.secondsLeft > 0 ? row : await openVerification(db(), row))
  return outcome.kind === 'challenge' ? { kind: 'challenge', startPath: purposes[purpose].startPath } : outcome
}

/** Returns the account that the purpose needs, if any, and whether the browser is known to it. */
async function ownerOf(of: Pick<VerificationRequest, 'purpose' | 'phone' | 'browserHash'>) {
  const account = purposes[of.purpose].needsAccount ? await accountOf(db(), of.phone, of.browserHash) : null
  return { userId: account?.id ?? null, knownBrowser: account?.knownBrowser ?? false }
}

async function send(
  request: VerificationRequest,
  client: Client,
  open: VerificationRow | null,
  answer = NO_RESPONSE,
): Promise<StartOutcome> {
  if (open && open.attempts >= MAX_ATTEMPTS) return { kind: 'waiting', id: open.id }
  if (!isReachable(request.phone)) return { kind: 'unavailable' }
  const applicant = {
    ...senderOf(request, client),
    unsentMs: open ? unsentMs(open, await smsReports(db(), open.id)) : [],
    purpose: request.purpose,
    country: request.country,
    watched: purposesToAnyNumber(),
    templates: templatesToAnyNumber(),
    isKnown: request.knownBrowser || open !== null,
  }
  const admission = await admit(applicant, answer)
  if (admission.kind !== 'admitted') return admission
  if (!open) return { kind: 'sent', ...(await issueVerification(admission.permit, request)) }
  const issued = await sendAgain(admission.permit, request, open)
  return issued ? { kind: 'sent', ...issued } : { kind: 'waiting', id: open.id }
}

/** The same code while it has half of its life left, else a new one that inherits the attempts (R3). */
const sendAgain = (permit: Permit, request: VerificationRequest, open: VerificationRow): Promise<Issued | null> =>
  resendsSameCode(open) ? reissue(permit, open) : replaceVerification(permit, request, open)
