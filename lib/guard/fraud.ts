import { audit } from '@/lib/audit/audit'
import type { AuditEvent } from '@/lib/audit/events'
import { env } from '@/lib/config/env'
import type { Purpose } from '@/lib/db/generated/enums'
import type { RangeConversion } from '@/lib/db/queries/starts'
import { closedForSeconds } from './conversion'
import { networkLimitKeys, riskLimitKeys, type Sender } from './limit-keys'
import { type LimitKey, peek } from './limiter'
import { rangeOf } from './number-range'
import type { LimitName } from './policies'
import { type CappedMessage, reachedCap } from './spending-caps'
import { attemptSend, riskOfCodes, type SpreadVerdict } from './spread-attacks'

export interface Applicant extends Sender, CappedMessage {
  purpose: Purpose
  /** Of the number's range; empty for purposes that don't send to any number. */
  conversion: RangeConversion
  /** It was checked when it started this verification, or has signed in to the account: it isn't asked again. */
  isKnown: boolean
}

export type FraudRejection =
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  | { kind: 'unavailable'; policy: LimitName }

const enforces = () => env().fraudRules === 'enforce'

type Struck = Extract<AuditEvent, { event: `fraud.${string}` }>

/** Tells that a rule struck, and whether anything is to come of it: `FRAUD_RULES=report` only wants to know. */
function strikes(struck: Struck): boolean {
  audit(struck)
  return struck.detail.enforced
}

/**
 * Spending caps, and ranges of numbers that take messages and prove nothing. A range is closed only for what goes to any
 * number: whoever has an account there still gets back in, however many strangers ask for its neighbours.
 */
export async function fraudRejection(applicant: Applicant): Promise<FraudRejection | null> {
  const { country } = applicant
  const cap = await reachedCap(applicant)
  if (cap !== null && strikes({ event: 'fraud.cap-reached', detail: { country, policy: cap, enforced: enforces() } }))
    return { kind: 'unavailable', policy: 'spendingCap' }
  if (!applicant.toAnyNumber) return null
  const retryInSeconds = closedForSeconds(applicant.conversion, applicant)
  const closed = { country, range: rangeOf(applicant.phone), enforced: enforces() }
  if (retryInSeconds > 0 && strikes({ event: 'fraud.range-closed', detail: closed }))
    return { kind: 'limited', retryInSeconds, policy: 'closedRange' }
  return null
}

/** Tells that somebody has to be checked first, and whether they are. */
export const requiresChallenge = ({ country }: Applicant, policy: string): boolean =>
  strikes({ event: 'fraud.challenge-required', detail: { country, policy, enforced: enforces() } })

/** Returns how hard a challenge this start needs, whoever makes it, because codes are guessed everywhere; 0 for none. */
export async function riskOfStart(applicant: Applicant): Promise<number> {
  const hardness = await riskOfCodes(applicant)
  return hardness > 0 && requiresChallenge(applicant, 'wrongCodesOverall') ? hardness : 0
}

/**
 * Counts a message to a number that need not be proved yet, unless so many of them are unverified that the challenge comes
 * first. A resend counts and is challenged like a start, else one challenge would buy five messages.
 */
export async function countSend(applicant: Applicant, isPermitted: boolean): Promise<SpreadVerdict> {
  if (!applicant.toAnyNumber) return { kind: 'counted', release: () => {} }
  return attemptSend(applicant.country, applicant, {
    isPermitted,
    onRisk: (rule) => void requiresChallenge(applicant, rule),
  })
}

/**
 * Returns the limits beyond which a start from that IP or network, or to that range, needs the challenge, to be acquired
 * with the others. What is sent from a network counts whether or not it is decided by.
 */
export async function challengeLimitKeys(applicant: Applicant, needsChallenge: boolean): Promise<LimitKey[]> {
  const networks = applicant.toAnyNumber ? networkLimitKeys(applicant.clientIp) : []
  const noted = networks.map((one) => ({ ...one, how: 'note' as const }))
  if (!needsChallenge) return noted
  if (enforces()) return [...networks, ...riskLimitKeys(applicant)]
  const peeked = await peek([...networks, ...riskLimitKeys(applicant)], applicant)
  if (!peeked.allowed) requiresChallenge(applicant, peeked.policy)
  return noted
}
