import { audit } from '@/lib/audit/audit'
import { type Challenge, type ChallengeResponse, createChallengeFor, hasResponse, verifyChallenge } from './challenge'
import {
  type Applicant,
  challengeLimitKeys,
  countSend,
  type FraudRejection,
  fraudRejection,
  recordChallengeRequired,
  requiredDifficulty,
} from './fraud'
import { ipKey } from './ip-key'
import { sendLimitKeys } from './limit-keys'
import { acquire, type Permit, peek, type Rejected } from './limiter'
import type { LimitName } from './policies'

export type Admission =
  | { kind: 'admitted'; permit: Permit }
  | FraudRejection
  | { kind: 'challenge'; challenge: Challenge; policy?: LimitName }

/**
 * Admits a message of a start or resend. Applies fraud rules and the challenge first, which consume none of the sending
 * limits, then all limits at once (R13). Never depends on whether the number has an account (R9).
 */
export async function admit(applicant: Applicant, response: ChallengeResponse): Promise<Admission> {
  const { browserHash, isKnown } = applicant
  const rejection = await fraudRejection(applicant)
  if (rejection) return rejection
  // The limits are read first, so that a response is not consumed if a limit rejects the message anyway.
  const peeked = hasResponse(response) ? await peek(sendLimitKeys(applicant), applicant) : null
  if (peeked && !peeked.allowed) return limited(applicant, peeked)
  const outcome = await verifyChallenge(applicant, response)
  const isChallengePassed = outcome === 'passed'
  const challengeWith = async ({ difficulty, policy }: { difficulty?: number; policy?: LimitName }) =>
    ({
      kind: 'challenge',
      challenge: await createChallengeFor(browserHash, response, outcome, difficulty),
      policy,
    }) as const
  const needsChallenge = !isKnown && !isChallengePassed
  const difficulty = needsChallenge ? await requiredDifficulty(applicant) : 0
  if (difficulty > 0) return challengeWith({ difficulty })
  const counted = await countSend(applicant, isChallengePassed)
  if (counted.kind === 'challenge') return challengeWith(counted)
  const limitKeys = [...sendLimitKeys(applicant), ...(await challengeLimitKeys(applicant, needsChallenge))]
  const acquired = await acquire(limitKeys, applicant).catch((error) => {
    counted.release()
    throw error
  })
  if (acquired.allowed) return { kind: 'admitted', permit: acquired.permit }
  counted.release()
  if (!acquired.requiresChallenge) return limited(applicant, acquired)
  recordChallengeRequired(applicant, acquired.policy)
  return challengeWith({ policy: acquired.policy })
}

function limited({ phone, clientIp, purpose }: Applicant, { policy, retryInSeconds }: Rejected): Admission {
  audit({ event: 'limit.hit', phone, network: ipKey(clientIp), detail: { policy, purpose } })
  return { kind: 'limited', retryInSeconds, policy }
}
