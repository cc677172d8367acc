import { audit } from '@/lib/audit/audit'
import type { AuditEvent } from '@/lib/audit/events'
import { env } from '@/lib/config/env'
import type { Purpose } from '@/lib/db/generated/enums'
import type { RangeConversion } from '@/lib/db/queries/start-context'
import { closedForSeconds } from './closed-ranges'
import { networkLimitKeys, riskLimitKeys, type Sender } from './limit-keys'
import { type LimitKey, peek } from './limiter'
import { rangeOf } from './number-range'
import type { LimitName } from './policies'
import { type CappedMessage, reachedCap } from './spending-caps'
import { countSendOrChallenge, difficultyOfCodes, type SpreadVerdict } from './spread-attacks'

export interface Applicant extends Sender, CappedMessage {
  purpose: Purpose
  /** Conversion of the number's range; zero for purposes that only send to verified numbers. */
  conversion: RangeConversion
  /**
   * This browser has the verification open, or has signed in to the account before. Exempt from challenges for wrong codes
   * and networks, but not from those for unverified messages.
   */
  isKnown: boolean
}

export type FraudRejection =
  | { kind: 'limited'; retryInSeconds: number; policy: LimitName }
  | { kind: 'unavailable'; policy: LimitName }

const enforces = () => env().fraudRules === 'enforce'

type FraudEvent = Extract<AuditEvent, { event: `fraud.${string}` }>

/** Records that a rule applies. Returns false if rules only report (`FRAUD_RULES=report`). */
function enforce(event: FraudEvent): boolean {
  audit(event)
  return event.detail.enforced
}

/** Rejects by spending caps and closed ranges. Closed ranges do not lock account owners out of a password reset. */
export async function fraudRejection(applicant: Applicant): Promise<FraudRejection | null> {
  const { country } = applicant
  const cap = await reachedCap(applicant)
  if (cap !== null && enforce({ event: 'fraud.cap-reached', detail: { country, policy: cap, enforced: enforces() } }))
    return { kind: 'unavailable', policy: 'spendingCap' }
  if (!applicant.toAnyNumber) return null
  const retryInSeconds = closedForSeconds(applicant.conversion, applicant)
  const closed = { country, range: rangeOf(applicant.phone), enforced: enforces() }
  if (retryInSeconds > 0 && enforce({ event: 'fraud.range-closed', detail: closed }))
    return { kind: 'limited', retryInSeconds, policy: 'closedRange' }
  return null
}

/** Records that a rule requires a challenge. Returns false if rules only report. */
export const recordChallengeRequired = ({ country }: Applicant, policy: string): boolean =>
  enforce({ event: 'fraud.challenge-required', detail: { country, policy, enforced: enforces() } })

export async function requiredDifficulty(applicant: Applicant): Promise<number> {
  const difficulty = await difficultyOfCodes(applicant)
  return difficulty > 0 && recordChallengeRequired(applicant, 'wrongCodesOverall') ? difficulty : 0
}

/** Counts a message or requires a challenge. Resends count too; otherwise one challenge would be enough for five messages. */
export async function countSend(applicant: Applicant, isChallengePassed: boolean): Promise<SpreadVerdict> {
  if (!applicant.toAnyNumber) return { kind: 'counted', release: () => {} }
  return countSendOrChallenge(applicant.country, applicant, {
    isChallengePassed,
    onRisk: (rule) => void recordChallengeRequired(applicant, rule),
  })
}

/** Returns the limits that require a challenge. Networks are counted even where they do not decide. */
export async function challengeLimitKeys(applicant: Applicant, needsChallenge: boolean): Promise<LimitKey[]> {
  const networks = applicant.toAnyNumber ? networkLimitKeys(applicant.clientIp) : []
  const counted = networks.map((one) => ({ ...one, how: 'count' as const }))
  if (!needsChallenge) return counted
  if (enforces()) return [...networks, ...riskLimitKeys(applicant)]
  const peeked = await peek([...networks, ...riskLimitKeys(applicant)], applicant)
  if (!peeked.allowed) recordChallengeRequired(applicant, peeked.policy)
  return counted
}
