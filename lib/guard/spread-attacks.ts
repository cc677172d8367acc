import { auditWithin } from '@/lib/audit/audit'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { deleteAttack, insertAttack } from '@/lib/db/queries/tallies'
import { log } from '@/lib/log/log'
import type { LimitLevel } from './policies'
import {
  difficultyOf,
  freshSums,
  hasEnded,
  OVERALL,
  ruleOf,
  SPREAD_RULES,
  type SpreadRuleName,
  sendsTo,
} from './spread-rules'
import { count, exchange, type Subject, subjects, tallyOf } from './tallies'

export type SpreadVerdict =
  | { kind: 'counted'; release: () => void }
  | { kind: 'challenge'; difficulty: number; rule: SpreadRuleName }

interface Demand {
  isChallengePassed: boolean
  onRisk: (rule: SpreadRuleName) => void
}

/**
 * Counts an event, or returns the required challenge. Nothing is awaited between decision and count, so that parallel events
 * cannot pass under the same sum.
 */
async function countOrChallenge(
  counted: Subject[],
  client: LimitLevel,
  { isChallengePassed, onRisk }: Demand,
): Promise<SpreadVerdict> {
  const sums = await freshSums()
  const risks = counted.map((subject) => ({ rule: ruleOf(subject), difficulty: difficultyOf(subject, sums, client) }))
  const [worst] = risks.filter(({ difficulty }) => difficulty > 0).toSorted((a, b) => b.difficulty - a.difficulty)
  if (worst && !isChallengePassed) {
    onRisk(worst.rule)
    if (env().fraudRules === 'enforce') return { kind: 'challenge', ...worst }
  }
  for (const subject of counted) count(subject, { attempted: 1 })
  return {
    kind: 'counted',
    release: () => {
      for (const subject of counted) count(subject, { attempted: -1 })
    },
  }
}

/** Counts a message to an unverified number, or requires a challenge. Call `release` if the message is not sent. */
export const countSendOrChallenge = (country: string, client: LimitLevel, demand: Demand): Promise<SpreadVerdict> =>
  countOrChallenge([sendsTo(country), OVERALL], client, demand)

export function countVerified(country: string, messages: number): void {
  for (const subject of [sendsTo(country), OVERALL]) count(subject, { succeeded: messages })
}

export const countSignInOrChallenge = (client: LimitLevel, demand: Demand): Promise<SpreadVerdict> =>
  countOrChallenge(['passwords'], client, demand)

export const countRightPassword = (): void => count('passwords', { succeeded: 1 })

/** Counts an entered code. Decoys count too, else a later start would reveal whether the account exists (R9). */
export const countCode = (isRight: boolean): void => count('codes', { attempted: 1, succeeded: isRight ? 1 : 0 })

export const difficultyOfCodes = async (client: LimitLevel): Promise<number> =>
  difficultyOf('codes', await freshSums(), client)

/** Records attacks that have begun or ended since the last call, once over all processes. */
export async function watchAttacks(): Promise<void> {
  const sums = await freshSums()
  for (const { subject, isUnderAttack } of subjects()) {
    if (!isUnderAttack && difficultyOf(subject, sums) > 0) await recordAttack(subject, 'begun')
    if (isUnderAttack && hasEnded(subject, sums)) await recordAttack(subject, 'ended')
  }
}

const RECENT_MINUTES = 10

async function recordAttack(subject: Subject, what: 'begun' | 'ended'): Promise<void> {
  const rule = ruleOf(subject)
  const country = subject.startsWith('sends:') ? subject.slice('sends:'.length) : '*'
  const perMinute = Math.ceil(tallyOf(subject, 'recent').attempted / RECENT_MINUTES)
  const enforced = env().fraudRules === 'enforce'
  const isFirst = await db().$transaction(async (tx) => {
    const isNew = await (what === 'begun' ? insertAttack(tx, subject) : deleteAttack(tx, subject))
    if (isNew)
      await auditWithin(tx, { event: `fraud.attack-${what}`, detail: { country, policy: rule, perMinute, enforced } })
    return isNew
  })
  await exchange()
  if (isFirst)
    log().warn({
      event: `attack.${what}`,
      country,
      policy: rule,
      perMinute,
      enforced,
      reason: SPREAD_RULES[rule].reason,
    })
}
