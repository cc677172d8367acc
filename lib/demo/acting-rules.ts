import type { VerificationDetailRow } from '@/lib/db/queries/verification-details'
import { purposes } from '@/lib/verification/purposes'

interface ActingRule {
  /** The file that implements it. */
  file: string
  acts: (row: VerificationDetailRow) => boolean
}

const always = () => true

const hasStatus =
  (...statuses: string[]): ActingRule['acts'] =>
  ({ messages }) =>
    messages.some(({ events }) => events.some(({ status }) => statuses.includes(status)))

/** The rules of ARCHITECTURE.md that a verification's rows give evidence of. */
const RULES = {
  R1: { file: 'lib/verification/code.ts', acts: always },
  R2: { file: 'lib/verification/check.ts', acts: ({ attempts }) => attempts > 0 },
  R3: {
    file: 'lib/verification/issue.ts',
    acts: ({ messages, supersedes, supersededAtMs }) =>
      supersedes || supersededAtMs !== null || new Set(messages.map(({ smsId }) => smsId)).size > 1,
  },
  R4: { file: 'lib/verification/check.ts', acts: ({ consumedAtMs }) => consumedAtMs !== null },
  R5: { file: 'lib/db/queries/verifications.ts', acts: always },
  R6: { file: 'lib/db/queries/issues.ts', acts: always },
  R7: { file: 'lib/verification/compose-message.ts', acts: hasStatus('SENDING', 'EXPIRED') },
  R8: { file: 'lib/db/queries/messages.ts', acts: hasStatus('DELIVERED', 'UNDELIVERED') },
  R9: {
    file: 'lib/verification/issue.ts',
    acts: ({ purpose, userId }) => purposes[purpose].needsAccount && userId === null,
  },
  R13: { file: 'lib/guard/limiter.ts', acts: always },
} satisfies Record<string, ActingRule>

export type RuleName = keyof typeof RULES

export const RULE_NAMES = Object.keys(RULES) as RuleName[]
export const ruleFile = (rule: RuleName): string => RULES[rule].file

export const actingRules = (row: VerificationDetailRow): { rule: RuleName; file: string }[] =>
  RULE_NAMES.filter((rule) => RULES[rule].acts(row)).map((rule) => ({ rule, file: ruleFile(rule) }))
