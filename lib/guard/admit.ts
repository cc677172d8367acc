import { audit } from '@/lib/audit/audit'
import { askCheck, type CheckAnswer, type ExtraCheck, isAnswer, judgeCheck } from './challenge'
import {
  type Applicant,
  asksCheck,
  checkLimits,
  countSend,
  type FraudRefusal,
  fraudRefusal,
  riskOfStart,
} from './fraud'
import { addressKey } from './ip-key'
import { sendCharges } from './limit-keys'
import { charge, foresee, type Paid, type Refused } from './limiter'
import type { LimitName } from './policies'

/**
 * `limited`: not before `retryInSeconds`. `unavailable`: a spending cap is reached, which is said as if no gateway worked.
 * `check`: nothing is sent before the browser has shown that it isn't one of thousands.
 */
export type Admission =
  | { kind: 'admitted'; paid: Paid }
  | FraudRefusal
  /** `policy`: the limit that raised the risk, if one of this client did. */
  | { kind: 'check'; check: ExtraCheck; policy?: LimitName }

/**
 * Whether a message may be asked for: the one way there, for starts and resends alike. Fraud rules and the extra check come
 * first and take nothing from what may be sent; then all limits are decided and charged together (R13). Depends on the purpose and
 * on what anybody can see of a number, never on whether it has an account (R9).
 */
export async function admit(applicant: Applicant, answer: CheckAnswer): Promise<Admission> {
  const { browserHash, isKnown } = applicant
  const refusal = await fraudRefusal(applicant)
  if (refusal) return refusal
  // A check that was passed is not used up in vain.
  const foreseen = isAnswer(answer) ? await foresee(sendCharges(applicant), applicant) : null
  if (foreseen && !foreseen.allowed) return limited(applicant, foreseen)
  const outcome = await judgeCheck(applicant, answer)
  const isChecked = outcome === 'passed'
  const ask = async ({ hardness, policy }: { hardness?: number; policy?: LimitName }) =>
    ({ kind: 'check', check: await askCheck(browserHash, answer, outcome, hardness), policy }) as const
  const needsCheck = !isKnown && !isChecked
  const hardness = needsCheck ? await riskOfStart(applicant) : 0
  if (hardness > 0) return ask({ hardness })
  const counted = await countSend(applicant, isChecked)
  if (counted.kind === 'challenge') return ask(counted)
  const charges = [...sendCharges(applicant), ...(await checkLimits(applicant, needsCheck))]
  const charged = await charge(charges, applicant).catch((error) => {
    counted.release()
    throw error
  })
  if (charged.allowed) return { kind: 'admitted', paid: charged.paid }
  counted.release()
  if (!charged.asksCheck) return limited(applicant, charged)
  asksCheck(applicant, charged.policy)
  return ask({ policy: charged.policy })
}

function limited({ phone, address, purpose }: Applicant, { policy, retryInSeconds }: Refused): Admission {
  audit({ event: 'limit.hit', phone, network: addressKey(address), detail: { policy, purpose } })
  return { kind: 'limited', retryInSeconds, policy }
}
