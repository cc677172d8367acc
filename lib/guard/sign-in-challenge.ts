import { audit } from '@/lib/audit/audit'
import { env } from '@/lib/config/env'
import { type Challenge, type ChallengeResponse, createChallengeFor, verifyChallenge } from './challenge'
import { ipKey } from './ip-key'
import type { Client } from './policies'
import { countSignInOrChallenge } from './spread-attacks'

interface UnknownBrowser extends Client {
  phone: string
}

export type SignInAdmission = { kind: 'counted'; release: () => void } | { kind: 'challenge'; challenge: Challenge }

/** Counts an attempt, or requires a challenge during credential stuffing. Does not depend on the account (R9). */
export async function admitUnknownBrowser(by: UnknownBrowser, response: ChallengeResponse): Promise<SignInAdmission> {
  const outcome = await verifyChallenge(by, response)
  const verdict = await countSignInOrChallenge(by, {
    isChallengePassed: outcome === 'passed',
    onRisk: (policy) =>
      audit({
        event: 'sign-in.challenge-required',
        phone: by.phone,
        network: ipKey(by.clientIp),
        detail: { policy, enforced: env().fraudRules === 'enforce' },
      }),
  })
  if (verdict.kind === 'counted') return verdict
  return {
    kind: 'challenge',
    challenge: await createChallengeFor(by.browserHash, response, outcome, verdict.difficulty),
  }
}
