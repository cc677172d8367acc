import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as commonDictionary } from '@zxcvbn-ts/language-common'
import { dictionary as englishDictionary } from '@zxcvbn-ts/language-en'
import { singleton } from '@/lib/process/singleton'
import { withoutHabits } from './key-patterns'
import { knownPhrases } from './known-phrases'
import { normalPassword } from './normal-password'
import { ownTerms, type PasswordOwner, plainWord, withoutOwn } from './personal-terms'
import { guessesOfRow } from './word-rows'

/** Fewer estimated guesses are refused: one core takes almost two years for 10^10 argon2id hashes (DECISIONS.md). */
const SOUND_GUESSES = 1e10
/** zxcvbn takes seconds for long passwords, on the event loop; what comes after this only makes them stronger. */
const ESTIMATED_LENGTH = 64
const L33T_SUBSTITUTIONS = 5
const PASSPHRASE_WORDS = 4
const PASSPHRASE_WORD_LENGTH = 3
const PASSPHRASE_GUESSES_LOG10 = 7
/** One character three times or more. */
const RUN = /(.)\1{2,}/gsu

export type PasswordProblem =
  | { problem: 'password.own' }
  | { problem: 'password.common' }
  /** `reason` is a key of the texts `password.reasons`. */
  | { problem: 'password.guessable'; reason: string | null }

/**
 * The word lists alone: zxcvbn takes any two words of its lists of months, colors, directions and the like for one guess,
 * and would refuse passphrases of random words for it. The rows that are recited are among our phrases.
 */
const WORD_LISTS = /^(passwords|diceware|commonWords|firstnames|lastnames|wikipedia)-/
/** The name has zxcvbn warn of its entries as of common passwords. */
const PHRASES = 'passwords-phrases'
const wordLists = (lists: Record<string, (string | number)[]>) =>
  Object.fromEntries(Object.entries(lists).filter(([name]) => WORD_LISTS.test(name)))

const estimator = () =>
  singleton(
    'password-estimator',
    () =>
      new ZxcvbnFactory({
        dictionary: {
          ...wordLists(commonDictionary),
          ...wordLists(englishDictionary),
          [PHRASES]: knownPhrases(),
        },
        graphs: adjacencyGraphs,
        maxLength: ESTIMATED_LENGTH,
        l33tMaxSubstitutions: L33T_SUBSTITUTIONS,
      }),
  )

/** Without the blanks and dashes that words and numbers are written with. */
const joined = (password: string) => password.replace(/[\s._-]/g, '')

/** Whether what is no letter or digit only decorates the password: it is a small part, or the same sign again and again. */
function isDecorated(password: string, word: string): boolean {
  const signs = password.match(/[^\p{L}\p{M}\p{N}]/gu) ?? []
  return word.length * 2 > password.length && (word.length * 4 >= password.length * 3 || new Set(signs).size <= 2)
}

/** What remains of the password without what is the owner's, as a plain word; null when that is not what it is made of. */
function restOf(password: string, word: string, owner: PasswordOwner): string | null {
  const rest = withoutOwn(word, owner)
  return rest === word || word.length * 2 <= joined(password).length ? null : rest
}

/**
 * Whether it is written as four or more different words, not all of them among the most common and no known phrase. These
 * are judged as they are written: joined, random words now and then spell others ("that hard away" has "hardaway" in it).
 */
function isPassphrase(password: string): boolean {
  const pieces = password.toLowerCase().split(/[\s._-]+/)
  const words = new Set(pieces.filter((piece) => piece.length >= PASSPHRASE_WORD_LENGTH))
  if (words.size < PASSPHRASE_WORDS) return false
  const guessesLog10 = [...words].map((word) => estimator().check(word).guessesLog10).reduce((a, b) => a + b)
  const { sequence } = estimator().check(joined(password))
  return guessesLog10 >= PASSPHRASE_GUESSES_LOG10 && !sequence.some((match) => match.dictionaryName === PHRASES)
}

const weakest = (judged: ZxcvbnResult[]) => judged.reduce((a, b) => (b.guesses < a.guesses ? b : a))

/**
 * Returns what speaks against a password that is long enough, or null: it is made of the owner's number or name, it is
 * known from breaches, or it follows a pattern. There are no composition rules: only the estimated guesses count.
 */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | null {
  const normal = normalPassword(password)
  const word = plainWord(normal)
  const rest = restOf(normal, word, owner)
  const terms = ownTerms(owner)
  const estimate = (texts: string[]) => weakest(texts.map((text) => estimator().check(text, terms)))
  const isMostlyOwn = rest !== null && rest.length * 2 < word.length
  if (isMostlyOwn && estimate([rest]).guesses < SOUND_GUESSES) return { problem: 'password.own' }

  const row = guessesOfRow(word.replace(/\p{N}/gu, ''))
  if (row !== null && row < SOUND_GUESSES) return { problem: 'password.common' }

  // zxcvbn doesn't see words through blanks, dashes and other signs, so it also reads the password without them.
  const readings = [normal]
  const isPhrase = isPassphrase(normal)
  if (!isPhrase && joined(normal).length * 2 > normal.length) readings.push(joined(normal))
  if (!isPhrase && isDecorated(normal, word)) {
    const squeezed = word.replace(RUN, '$1')
    readings.push(word, ...(squeezed.length * 2 < word.length ? [squeezed] : []), ...(rest === null ? [] : [rest]))
  }
  readings.push(...withoutHabits(isPhrase ? normal : joined(normal)))
  const { guesses, feedback } = estimate([...new Set(readings)])
  if (guesses >= SOUND_GUESSES) return null
  const reason = feedback.warning
  return reason === 'topTen' || reason === 'topHundred' || reason === 'common'
    ? { problem: 'password.common' }
    : { problem: 'password.guessable', reason }
}
