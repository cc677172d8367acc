import { hash, verify } from '@node-rs/argon2'
import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as commonDictionary } from '@zxcvbn-ts/language-common'
import { dictionary as englishDictionary } from '@zxcvbn-ts/language-en'
import type { Paid } from '@/lib/guard/limiter'
import { perProcess } from '@/lib/per-process'
import { hashInTurn } from './hashing'

/** Argon2id at OWASP's floor: 19 MiB, two passes, one lane (ASVS 5.0 appendix C). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** zxcvbn's "safely unguessable" begins here: more than 10^8 guesses. */
const SOUND_SCORE = 3
/** zxcvbn takes seconds for long passwords, on the event loop; what comes after this only makes them stronger. */
const ESTIMATED_LENGTH = 64
const L33T_SUBSTITUTIONS = 5
const SERVICE_NAME = 'latchkey'

export type PasswordProblem =
  | { problem: 'password.own' }
  | { problem: 'password.common' }
  /** `reason` is a key of the texts `password.reasons`. */
  | { problem: 'password.guessable'; reason: string | null }

/** Composed and decomposed spellings are one password (NFC, NIST SP 800-63B-4 3.1.1.2); nothing else is changed. */
export const normalPassword = (password: string): string => password.normalize('NFC')

const estimator = () =>
  perProcess(
    'password-estimator',
    () =>
      new ZxcvbnFactory({
        dictionary: { ...commonDictionary, ...englishDictionary },
        graphs: adjacencyGraphs,
        maxLength: ESTIMATED_LENGTH,
        l33tMaxSubstitutions: L33T_SUBSTITUTIONS,
      }),
  )

/** Letters and digits alone, so that "+1 202 555 0123" and "12025550123" are the same word. */
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A pattern stays one with blanks and dashes in between, so where these are few the words are read joined as well. */
function readings(password: string): string[] {
  const joined = password.replace(/[\s._-]/g, '')
  return joined.length * 2 > password.length ? [password, joined] : [password]
}

const weakest = (judged: ZxcvbnResult[]) => judged.reduce((a, b) => (b.score < a.score ? b : a))

/**
 * What speaks against a password that is long enough: it is the person's own number or name, it is known from breaches,
 * or it follows a pattern. Judged whole: a common word inside a long password doesn't condemn it. Null when sound.
 */
export function passwordProblem(password: string, person: { phone: string; name?: string }): PasswordProblem | null {
  const normal = normalPassword(password)
  const own = [person.phone, person.name ?? '', SERVICE_NAME].map(plain).filter(Boolean)
  if (own.includes(plain(normal))) return { problem: 'password.own' }
  const { score, feedback } = weakest(readings(normal).map((text) => estimator().check(text, own)))
  if (score >= SOUND_SCORE) return null
  const reason = feedback.warning
  return reason === 'topTen' || reason === 'topHundred' || reason === 'common'
    ? { problem: 'password.common' }
    : { problem: 'password.guessable', reason }
}

/** Null when too many are being hashed already. */
export const hashPassword = (_paid: Paid, password: string): Promise<string | null> =>
  hashInTurn(() => hash(normalPassword(password), ARGON2))

/** Of random bytes that nobody kept, with the parameters above. */
const NO_ONES_HASH = '$argon2id$v=19$m=19456,t=2,p=1$hxtVIVL2j0udJ9LW+U4OYg$OG9vFgrnIC0yIyaY3pCXDHVOJ7+yFJEkgtCEbBipTl4'

/**
 * Whether the password is the one behind the hash. Without a hash (an unknown number) it costs the same and is false, so
 * that time doesn't tell known from unknown (R9). Null when too many are being hashed already.
 */
export async function passwordMatches(
  _paid: Paid,
  passwordHash: string | null,
  password: string,
): Promise<boolean | null> {
  const matches = await hashInTurn(() => verify(passwordHash ?? NO_ONES_HASH, normalPassword(password)))
  return matches && passwordHash !== null
}
