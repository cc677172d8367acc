import { db } from '@/lib/db/driver/client'
import { usualSuccesses } from '@/lib/db/queries/tallies'
import { cached } from './cached'
import { generosityFor, type LimitLevel } from './policies'
import { freshTallies, type Subject, tallyOf } from './tallies'

interface SpreadRule {
  /** Failures that are tolerated whatever else happens: small deployments have no history. */
  floor: number
  reason: string
  source: string
}

/**
 * Rules over all users, which see what no limit of one number, range or network can. Nothing is refused beyond them: what
 * is attempted needs the challenge first.
 */
export const SPREAD_RULES = {
  unverifiedInCountry: {
    floor: 90,
    reason: 'Messages to one country that were sent within an hour and not verified: SMS pumping over many ranges.',
    source: 'Twilio Verify Fraud Guard and Prelude judge by country. 600 sign-ups in ten minutes have about 100 open.',
  },
  unverifiedOverall: {
    floor: 108,
    reason:
      'The same over all countries: pumping over many countries. A fifth more than for one, so that one is named.',
    source: 'as above',
  },
  wrongCodesOverall: {
    floor: 100,
    reason: 'Wrong codes over all users within ten minutes: a few attempts on each of very many numbers.',
    source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
  },
  wrongPasswordsOverall: {
    floor: 100,
    reason: 'Wrong passwords from unknown browsers over all users within ten minutes: credential stuffing.',
    source: 'OWASP Credential Stuffing Prevention: a secondary challenge',
  },
} satisfies Record<string, SpreadRule>

/** Wrong codes and passwords for each right one that typing errors explain. */
const WRONG_PER_RIGHT = 2
const USUAL_CACHED_MS = 300_000

/** From so many times the tolerated failures on the challenge is so many times as hard. */
const HARDNESS_STEPS = [4, 2, 1] as const

/** The subject that counts messages to all countries. */
export const OVERALL: Subject = 'sends:*'
export const sendsTo = (country: string): Subject => `sends:${country}`

export type SpreadRuleName = keyof typeof SPREAD_RULES

export function ruleOf(subject: Subject): SpreadRuleName {
  if (subject === 'codes') return 'wrongCodesOverall'
  if (subject === 'passwords') return 'wrongPasswordsOverall'
  return subject === OVERALL ? 'unverifiedOverall' : 'unverifiedInCountry'
}

/** What rules are decided by, once it is fresh: deciding is then synchronous, so that parallel requests count each other. */
export interface FreshSums {
  usual: ReadonlyMap<string, number>
}

/** Makes the sums at most two seconds old. Rejects when the database is down, so that rules fail closed. */
export async function freshSums(): Promise<FreshSums> {
  const usual = await cached('usual-successes', USUAL_CACHED_MS, () => usualSuccesses(db()))
  await freshTallies()
  return { usual }
}

/** Returns the failures of a subject and how many are tolerated: as many unverified messages as are usually verified. */
function measure(subject: Subject, { usual }: FreshSums, client: LimitLevel): { failed: number; tolerated: number } {
  const floor = SPREAD_RULES[ruleOf(subject)].floor * generosityFor(client)
  const isSends = subject.startsWith('sends:')
  const { attempted, succeeded } = tallyOf(subject, isSends ? 'hour' : 'recent')
  const tolerated = isSends
    ? floor + Math.max(succeeded, usual.get(subject) ?? 0)
    : Math.max(floor, succeeded * WRONG_PER_RIGHT)
  return { failed: attempted - succeeded, tolerated }
}

/** Returns 0 while the failures are tolerated, else how many times the usual work the challenge costs: 1, 2 or 4. */
export function riskOf(subject: Subject, sums: FreshSums, client: LimitLevel = {}): number {
  const { failed, tolerated } = measure(subject, sums, client)
  return HARDNESS_STEPS.find((step) => failed >= tolerated * step) ?? 0
}

/** Whether a recorded attack has ended: well below where it began, so that beginning and end don't alternate. */
export function hasEnded(subject: Subject, sums: FreshSums): boolean {
  const { failed, tolerated } = measure(subject, sums, {})
  return failed < tolerated / 2
}
