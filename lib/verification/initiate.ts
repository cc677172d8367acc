import { db } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import type { SmsReport } from '@/lib/db/queries/message-stats'
import { openVerification, readStart, type StartContext } from '@/lib/db/queries/start-context'
import { type VerificationRow, verificationOf } from '@/lib/db/queries/verifications'
import { isReachable } from '@/lib/delivery/routing'
import { admit } from '@/lib/guard/admit'
import { type Challenge, type ChallengeResponse, NO_RESPONSE } from '@/lib/guard/challenge'
import { rangeWindow } from '@/lib/guard/closed-ranges'
import type { Sender } from '@/lib/guard/limit-keys'
import type { Permit } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { bucketOf } from './bucket'
import { MAX_ATTEMPTS } from './check'
import { resendsSameCode } from './code-page-state'
import { type Issued, issueVerification, type Open, reissue, type VerificationRequest } from './issue'
import { countryOf } from './phone'
import { purposes, purposesToAnyNumber, templatesToAnyNumber } from './purposes'

const NO_CONTEXT = '{}'

export interface Start extends Client {
  purpose: Purpose
  phone: string
  locale: string
  response?: ChallengeResponse
}

export type StartOutcome =
  /** Committed. The caller dispatches the message after the response. */
  | ({ kind: 'sent' } & Issued)
  /** Nothing was sent, but this browser has an open verification. */
  | { kind: 'waiting'; id: string }
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  /** No gateway serves the country, or a spending cap is reached. */
  | { kind: 'unavailable'; policy?: LimitName }
  | { kind: 'challenge'; challenge: Challenge; policy?: LimitName }

export type ResendOutcome =
  | Exclude<StartOutcome, { kind: 'challenge' }>
  /**
   * The caller redirects to the start page, which shows the challenge. A resend needs one if too many messages are
   * unverified.
   */
  | { kind: 'challenge'; startPath: string }
  | { kind: 'not-found' }
  | { kind: 'over' }

type Requested = Pick<VerificationRequest, 'purpose' | 'phone' | 'userId' | 'knownBrowser'>

export const senderOf = (of: Requested, { clientIp, browserHash, isPresenter }: Client): Sender => ({
  bucket: bucketOf(of),
  phone: of.phone,
  knownBrowser: of.knownBrowser,
  toAnyNumber: purposes[of.purpose].toAnyNumber,
  clientIp,
  browserHash,
  isPresenter,
})

/** Returns the times of unsent SMS, which cause no cooldown. None if the purpose must not report delivery (R9). */
export const unsentMs = ({ purpose }: Pick<VerificationRow, 'purpose'>, sms: SmsReport[]): number[] =>
  purposes[purpose].reportsDelivery ? sms.filter(({ unsent }) => unsent).map(({ atMs }) => atMs) : []

/** Starts a verification, or resends this browser's open one. Known and unknown numbers take the same steps (R9). */
export async function initiate({ purpose, phone, locale, response, ...client }: Start): Promise<StartOutcome> {
  const subject = { purpose, phone, browserHash: client.browserHash, context: NO_CONTEXT }
  const context = await startContext(subject, client)
  const request = requestOf({ ...subject, country: countryOf(phone), locale }, context)
  const outcome = await send(request, client, context, response)
  if (outcome.kind !== 'limited' && outcome.kind !== 'unavailable') return outcome
  // An open code is more useful than an error about the next one.
  const open = await openVerification(db(), subject)
  return open ? { kind: 'waiting', id: open.id } : outcome
}

export async function resend({ id, ...client }: { id: string } & Client): Promise<ResendOutcome> {
  const row = await verificationOf(db(), id, client.browserHash)
  if (!row) return { kind: 'not-found' }
  if (row.approvedAt || row.supersededAt) return { kind: 'over' }
  const context = await startContext(row, client)
  const outcome = await send(requestOf(row, context), client, context)
  return outcome.kind === 'challenge' ? { kind: 'challenge', startPath: purposes[row.purpose].startPath } : outcome
}

type Subject = Pick<VerificationRow, 'purpose' | 'phone' | 'browserHash' | 'context'>

async function startContext({ purpose, phone, browserHash, context }: Subject, client: Client): Promise<StartContext> {
  const { needsAccount, toAnyNumber } = purposes[purpose]
  const watched = await rangeWindow(phone, toAnyNumber ? purposesToAnyNumber() : [], client)
  return readStart(db(), { purpose, phone, browserHash, context, needsAccount }, watched)
}

const requestOf = (
  { purpose, phone, browserHash, context, country, locale }: Subject & Pick<VerificationRow, 'country' | 'locale'>,
  { account }: StartContext,
): VerificationRequest => ({
  purpose,
  phone,
  country,
  userId: account?.id ?? null,
  browserHash,
  knownBrowser: account?.knownBrowser ?? false,
  context,
  locale,
})

async function send(
  request: VerificationRequest,
  client: Client,
  { open: row, sms, triedGateways, conversion }: StartContext,
  response = NO_RESPONSE,
): Promise<StartOutcome> {
  if (row && row.attempts >= MAX_ATTEMPTS) return { kind: 'waiting', id: row.id }
  if (!isReachable(request.phone)) return { kind: 'unavailable' }
  const applicant = {
    ...senderOf(request, client),
    unsentMs: row ? unsentMs(row, sms) : [],
    purpose: request.purpose,
    country: request.country,
    conversion,
    templates: templatesToAnyNumber(),
    isKnown: request.knownBrowser || row !== null,
  }
  const admission = await admit(applicant, response)
  if (admission.kind !== 'admitted') return admission
  const open = row ? { row, triedGateways } : undefined
  const issued = await issue(admission.permit, request, open)
  if (issued) return { kind: 'sent', ...issued }
  return row ? { kind: 'waiting', id: row.id } : { kind: 'unavailable' }
}

/** Resends the code in the first half of its life, else issues a new one that inherits the attempts (R3). */
const issue = (permit: Permit, request: VerificationRequest, open: Open | undefined): Promise<Issued | null> =>
  open && resendsSameCode(open.row) ? reissue(permit, open) : issueVerification(permit, request, open)
