import { audit } from '@/lib/audit/audit'
import type { AuditEvent } from '@/lib/audit/events'
import type { Purpose } from '@/lib/db/generated/enums'
import { env } from '@/lib/env'
import { overspent } from './budgets'
import { riskCharges, type Sender } from './charges'
import { closedForSeconds, type Watched } from './conversion'
import { foresee } from './limiter'
import type { LimitName } from './policies'
import { rangeOf } from './range'
import { raisedRisk } from './risk'

export interface Applicant extends Sender, Watched {
  purpose: Purpose
  /** It was checked when it started this verification, or has signed in to the account: it isn't asked again. */
  isKnown: boolean
}

export type FraudRefusal =
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
export async function fraudRefusal(applicant: Applicant): Promise<FraudRefusal | null> {
  const { country } = applicant
  const budget = await overspent(applicant)
  if (
    budget !== null &&
    strikes({ event: 'fraud.budget-spent', detail: { country, policy: budget, enforced: enforces() } })
  )
    return { kind: 'unavailable', policy: 'spendingCap' }
  if (!applicant.toAnyNumber) return null
  const retryInSeconds = await closedForSeconds(applicant)
  const closed = { country, range: rangeOf(applicant.phone), enforced: enforces() }
  if (retryInSeconds > 0 && strikes({ event: 'fraud.range-closed', detail: closed }))
    return { kind: 'limited', retryInSeconds, policy: 'closedRange' }
  return null
}

/** Tells that somebody has to be checked first, and whether they are. */
export const asksCheck = ({ country }: Applicant, policy: string): boolean =>
  strikes({ event: 'fraud.check-asked', detail: { country, policy, enforced: enforces() } })

/** Whether the times are such that this start must be checked first, whoever makes it. */
export async function isCheckedFirst(applicant: Applicant): Promise<boolean> {
  const why = await raisedRisk(applicant)
  return why !== null && asksCheck(applicant, why)
}

/** The limits beyond which a start from that address or to that range must be checked first, for charging with the others. */
export async function checkLimits(applicant: Applicant) {
  const limits = riskCharges(applicant)
  if (enforces()) return limits
  const foreseen = await foresee(limits, applicant)
  if (!foreseen.allowed) asksCheck(applicant, foreseen.policy)
  return []
}
