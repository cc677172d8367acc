import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { overspent } from './budgets'
import { riskCharges, type Sender } from './charges'
import { closedForSeconds } from './conversion'
import { foresee } from './limiter'
import { raisedRisk } from './risk'

export interface Applicant extends Sender {
  /** ISO 3166, of the number itself. */
  country: string
  /** The purposes that write to any number: what ranges and countries are watched for. */
  watched: string[]
  /** It was checked when it started this verification, or has signed in to the account: it isn't asked again. */
  isKnown: boolean
}

export type FraudRefusal = { kind: 'limited'; retryInSeconds: number } | { kind: 'unavailable' }

const enforces = () => env().fraudRules === 'enforce'

/** Tells that a rule struck, and whether anything is to come of it: `FRAUD_RULES=report` only wants to know. */
function strikes(rule: 'budget' | 'range' | 'check', applicant: Applicant, why: string): boolean {
  log().warn({ event: 'fraud.rule', rule, why, country: applicant.country, enforced: enforces() })
  return enforces()
}

/**
 * Spending caps, and ranges of numbers that take messages and prove nothing. A range is closed only for what goes to any
 * number: whoever has an account there still gets back in, however many strangers ask for its neighbours.
 */
export async function fraudRefusal(applicant: Applicant): Promise<FraudRefusal | null> {
  const budget = await overspent(applicant)
  if (budget !== null && strikes('budget', applicant, budget)) return { kind: 'unavailable' }
  if (!applicant.toAnyNumber) return null
  const retryInSeconds = await closedForSeconds(applicant.phone, applicant.watched)
  if (retryInSeconds > 0 && strikes('range', applicant, 'conversion')) return { kind: 'limited', retryInSeconds }
  return null
}

/** Whether the times are such that this start must be checked first, whoever makes it. */
export async function isCheckedFirst(applicant: Applicant): Promise<boolean> {
  const why = await raisedRisk(applicant.country, applicant.watched)
  return why !== null && strikes('check', applicant, why)
}

/** The limits beyond which a start from that address or to that range must be checked first, for charging with the others. */
export async function checkLimits(applicant: Applicant) {
  const limits = riskCharges(applicant)
  if (enforces()) return limits
  const foreseen = await foresee(limits)
  if (!foreseen.allowed) strikes('check', applicant, foreseen.policy)
  return []
}
