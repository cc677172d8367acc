import { audit } from '@/lib/audit/audit'
import { type Challenge, type ChallengeResponse, hasResponse, requireChallenge, verifyChallenge } from './challenge'
import {
  type Applicant,
  challengeLimitKeys,
  countSend,
  type FraudRejection,
  fraudRejection,
  requiresChallenge,
  riskOfStart,
} from './fraud'
import { ipKey } from './ip-key'
import { sendLimitKeys } from './limit-keys'
import { acquire, type Permit, peek, type Rejected } from './limiter'
import type { LimitName } from './policies'

/**
 * `limited`: not before `retryInSeconds`. `unavailable`: a spending cap is reached, which is said as if no gateway worked.
 * `challenge`: nothing is sent before the browser has shown that it isn't one of thousands.
 */
export type Admission =
  | { kind: 'admitted'; permit: Permit }
  | FraudRejection
  /** `policy`: the limit that raised the risk, if one of this client did. */
  | { kind: 'challenge'; challenge: Challenge; policy?: LimitName }

/**
 * Whether a message may be asked for: the one way there, for starts and resends alike. Fraud rules and the challenge come
 * first and take nothing from what may be sent; then all limits are decided and counted together (R13). Depends on the purpose and
 * on what anybody can see of a number, never on whether it has an account (R9).
 */
export async function admit(applicant: Applicant, answer: ChallengeResponse): Promise<Admission> {
  const { browserHash, isKnown } = applicant
  const refusal = await fraudRejection(applicant)
  if (refusal) return refusal
  // Peek first, so that a passed challenge is not used up in vain.
  const peeked = hasResponse(answer) ? await peek(sendLimitKeys(applicant), applicant) : null
  if (peeked && !peeked.allowed) return limited(applicant, peeked)
  const outcome = await verifyChallenge(applicant, answer)
  const isChallengePassed = outcome === 'passed'
  const ask = async ({ hardness, policy }: { hardness?: number; policy?: LimitName }) =>
    ({ kind: 'challenge', challenge: await requireChallenge(browserHash, answer, outcome, hardness), policy }) as const
  const needsChallenge = !isKnown && !isChallengePassed
  const hardness = needsChallenge ? await riskOfStart(applicant) : 0
  if (hardness > 0) return ask({ hardness })
  const counted = await countSend(applicant, isChallengePassed)
  if (counted.kind === 'challenge') return ask(counted)
  const limitKeys = [...sendLimitKeys(applicant), ...(await challengeLimitKeys(applicant, needsChallenge))]
  const acquired = await acquire(limitKeys, applicant).catch((error) => {
    counted.release()
    throw error
  })
  if (acquired.allowed) return { kind: 'admitted', permit: acquired.permit }
  counted.release()
  if (!acquired.requiresChallenge) return limited(applicant, acquired)
  requiresChallenge(applicant, acquired.policy)
  return ask({ policy: acquired.policy })
}

function limited({ phone, clientIp, purpose }: Applicant, { policy, retryInSeconds }: Rejected): Admission {
  audit({ event: 'limit.hit', phone, network: ipKey(clientIp), detail: { policy, purpose } })
  return { kind: 'limited', retryInSeconds, policy }
}
