import { audit } from '@/lib/audit/audit'
import { sameSecret } from '@/lib/crypto/same-secret'
import { db, type Tx } from '@/lib/db/driver/client'
import type { Purpose } from '@/lib/db/generated/enums'
import {
  approve,
  consumeApproved,
  type TakenAttempt,
  takeAttempt,
  type VerificationRow,
  verificationOf,
} from '@/lib/db/queries/verifications'
import { ipKey } from '@/lib/guard/ip-key'
import { attemptLimitKeys, networkLimitKeys, rangeLimitKey } from '@/lib/guard/limit-keys'
import { acquire, type Permit, release } from '@/lib/guard/limiter'
import type { Client, LimitName } from '@/lib/guard/policies'
import { countCode, countVerified } from '@/lib/guard/spread-attacks'
import { bucketOf } from './bucket'
import { deriveCode } from './code'
import { purposes } from './purposes'

/** Wrong attempts per verification (PSD2 RTS 4(3)(b), OWASP). */
export const MAX_ATTEMPTS = 5
export const PROOF_LIFE_SECONDS = 600

export type CheckOutcome =
  | { kind: 'approved'; purpose: Purpose }
  | { kind: 'wrong'; attemptsLeft: number; outdated: boolean }
  | { kind: 'locked'; retryInSeconds: number; policy: LimitName }
  | { kind: 'spent' }
  | { kind: 'expired' }
  | { kind: 'superseded' }
  | { kind: 'approved-before'; purpose: Purpose }
  | { kind: 'used' }
  | { kind: 'not-found' }

export interface Entered extends Client {
  id: string
  code: string
}

/**
 * Checks an entered code. Before the comparison, one attempt is taken from the verification (R2) and from the bucket (R3).
 * The verification's attempt is never restored; the bucket's is released if the code is right.
 */
export async function check(entered: Entered): Promise<CheckOutcome> {
  const row = await takeAttempt(db(), { id: entered.id, browserHash: entered.browserHash, maxAttempts: MAX_ATTEMPTS })
  if (!row) return explain(await verificationOf(db(), entered.id, entered.browserHash))
  const attempt = attemptLimitKeys({ bucket: bucketOf(row), phone: row.phone, clientIp: entered.clientIp })
  const acquired = await acquire(attempt, entered)
  const subject = { phone: row.phone, network: ipKey(entered.clientIp) }
  if (!acquired.allowed) {
    const { policy, retryInSeconds } = acquired
    audit({ event: 'limit.hit', ...subject, detail: { policy, purpose: row.purpose } })
    return { kind: 'locked', retryInSeconds, policy }
  }
  const right = isRight(acquired.permit, row, entered.code)
  countCode(right)
  if (!right) {
    // Without the user's id, so that a decoy leaves the same audit event (R9).
    audit({ event: 'code.wrong', ...subject, detail: { purpose: row.purpose } })
    return wrong(acquired.permit, row, entered.code)
  }
  const messages = await approve(db(), row.id, PROOF_LIFE_SECONDS)
  // If the right code is entered twice at once, both requests release their attempt, but only the one that approved also
  // releases an event of the sending limits.
  const releasesSends = messages !== null && purposes[row.purpose].toAnyNumber
  if (releasesSends) countVerified(row.country, messages)
  const sends = releasesSends ? [rangeLimitKey(row.phone), ...networkLimitKeys(entered.clientIp)] : []
  await release([...attempt, ...sends])
  if (messages !== null) {
    audit({ event: 'code.approved', ...subject, userId: row.userId, detail: { purpose: row.purpose } })
    return { kind: 'approved', purpose: row.purpose }
  }
  return explain(await verificationOf(db(), row.id, entered.browserHash))
}

/** Compares in constant time. A decoy's code is never right (R9). */
function isRight(_permit: Permit, row: VerificationRow, code: string): boolean {
  const expected = deriveCode(row)
  const same = expected !== null && sameSecret(expected, code)
  return same && !(purposes[row.purpose].needsAccount && row.userId === null)
}

function wrong(permit: Permit, { before, ...row }: TakenAttempt, code: string): CheckOutcome {
  const outdated = before !== null && isRight(permit, { ...row, ...before }, code)
  return { kind: 'wrong', attemptsLeft: MAX_ATTEMPTS - row.attempts, outdated }
}

function explain(row: VerificationRow | null): CheckOutcome {
  if (!row) return { kind: 'not-found' }
  if (row.consumedAt) return { kind: 'used' }
  if (row.supersededAt) return { kind: 'superseded' }
  if (row.approvedAt) return row.secondsLeft > 0 ? { kind: 'approved-before', purpose: row.purpose } : { kind: 'used' }
  return row.secondsLeft > 0 ? { kind: 'spent' } : { kind: 'expired' }
}

declare const proved: unique symbol

/** Proof of control of a phone number. Only `consume` creates it. */
export interface VerifiedPhone {
  readonly [proved]: true
  readonly phone: string
  readonly userId: string | null
}

/** Consumes a proof in the same transaction as the action it authorizes (R4). Null if invalid for this browser and purpose. */
export async function consume(
  tx: Tx,
  of: { id: string; browserHash: string; purpose: Purpose },
): Promise<VerifiedPhone | null> {
  const { needsAccount } = purposes[of.purpose]
  return (await consumeApproved(tx, { ...of, needsAccount })) as VerifiedPhone | null
}
