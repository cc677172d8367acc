import { db } from '@/lib/db/driver/client'
import { usualSuccesses } from '@/lib/db/queries/tallies'
import { cached } from './cached'
import { type LimitLevel, limitFactorFor } from './policies'
import { ensureFreshTallies, type Subject, tallyOf } from './tallies'

interface SpreadRule {
  /** Failures that are always tolerated, since small deployments have no history. */
  floor: number
  reason: string
  source: string
}

/** Rules over all users, for attacks below every other limit. They require a challenge and never reject. */
export const SPREAD_RULES = {
  // With 600 sign-ups in ten minutes, about 100 are unverified at any time.
  unverifiedInCountry: {
    floor: 90,
    reason: 'Unverified messages to one country within an hour: SMS pumping over many ranges.',
    source: 'Twilio Verify Fraud Guard and Prelude decide by country.',
  },
  // A fifth above the threshold of one country, so that the country's rule applies first.
  unverifiedOverall: {
    floor: 108,
    reason: 'Unverified messages to all countries within an hour: SMS pumping over many countries.',
    source: 'as above',
  },
  wrongCodesOverall: {
    floor: 100,
    reason: 'Wrong codes over all users within ten minutes: brute force with few attempts per number.',
    source: 'NIST SP 800-63B-4 3.2.2: a challenge before more attempts',
  },
  wrongPasswordsOverall: {
    floor: 100,
    reason: 'Wrong passwords from unknown browsers over all users within ten minutes: credential stuffing.',
    source: 'OWASP Credential Stuffing Prevention: a secondary challenge',
  },
} satisfies Record<string, SpreadRule>

const WRONG_PER_RIGHT = 2
const USUAL_CACHED_MS = 300_000

/** Multiples of the tolerated failures at which the challenge is that many times as hard. */
const DIFFICULTY_STEPS = [4, 2, 1] as const

export const OVERALL: Subject = 'sends:*'
export const sendsTo = (country: string): Subject => `sends:${country}`

export type SpreadRuleName = keyof typeof SPREAD_RULES

export function ruleOf(subject: Subject): SpreadRuleName {
  if (subject === 'codes') return 'wrongCodesOverall'
  if (subject === 'passwords') return 'wrongPasswordsOverall'
  return subject === OVERALL ? 'unverifiedOverall' : 'unverifiedInCountry'
}

/** Once loaded, decisions are synchronous, so that parallel requests count each other. */
export interface FreshSums {
  usual: ReadonlyMap<string, number>
}

/** Ensures that sums are at most two seconds old. Rejects if the database is down, so that rules fail closed. */
export async function freshSums(): Promise<FreshSums> {
  const usual = await cached('usual-successes', USUAL_CACHED_MS, () => usualSuccesses(db()))
  await ensureFreshTallies()
  return { usual }
}

/**
 * Returns the failures and how many are tolerated: for messages the floor plus the verified ones (of this hour or usual,
 * whichever is more), otherwise two per success and at least the floor.
 */
function measure(subject: Subject, { usual }: FreshSums, client: LimitLevel): { failed: number; tolerated: number } {
  const floor = SPREAD_RULES[ruleOf(subject)].floor * limitFactorFor(client)
  const isSends = subject.startsWith('sends:')
  const { attempted, succeeded } = tallyOf(subject, isSends ? 'hour' : 'recent')
  const tolerated = isSends
    ? floor + Math.max(succeeded, usual.get(subject) ?? 0)
    : Math.max(floor, succeeded * WRONG_PER_RIGHT)
  return { failed: attempted - succeeded, tolerated }
}

/** Returns the difficulty of the challenge: 1, 2 or 4, or 0 while the failures are tolerated. */
export function difficultyOf(subject: Subject, sums: FreshSums, client: LimitLevel = {}): number {
  const { failed, tolerated } = measure(subject, sums, client)
  return DIFFICULTY_STEPS.find((step) => failed >= tolerated * step) ?? 0
}

/** Returns whether failures are below half of the threshold (hysteresis), so that an attack does not flap. */
export function hasEnded(subject: Subject, sums: FreshSums): boolean {
  const { failed, tolerated } = measure(subject, sums, {})
  return failed < tolerated / 2
}
