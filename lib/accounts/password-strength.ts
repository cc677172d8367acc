import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as commonDictionary } from '@zxcvbn-ts/language-common'
import { dictionary as englishDictionary } from '@zxcvbn-ts/language-en'
import { singleton } from '@/lib/process/singleton'
import { withoutHabits } from './key-patterns'
import { knownPhrases } from './known-phrases'
import { normalPassword } from './normal-password'
import { ownTerms, type PasswordOwner, plainWord, withoutOwn } from './personal-terms'
import { guessesOfRow } from './word-rows'

/** One core takes almost two years for as many argon2id hashes (DECISIONS.md). */
const SOUND_GUESSES = 1e10
/** zxcvbn blocks the event loop for seconds on long passwords; more characters only make them stronger. */
const ESTIMATED_LENGTH = 64
const L33T_SUBSTITUTIONS = 5
const PASSPHRASE_WORDS = 4
const PASSPHRASE_WORD_LENGTH = 3
const PASSPHRASE_GUESSES_LOG10 = 7
const RUN = /(.)\1{2,}/gsu

export type PasswordProblem =
  | { problem: 'password.own' }
  | { problem: 'password.common' }
  /** `reason` is a key of the texts `password.reasons`. */
  | { problem: 'password.guessable'; reason: string | null }

/** Without zxcvbn's lists of months, colors and the like: it underestimates random words in them. See word-rows.ts. */
const WORD_LISTS = /^(passwords|diceware|commonWords|firstnames|lastnames|wikipedia)-/
/** By this prefix, zxcvbn reports entries as common passwords. */
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

const joined = (password: string) => password.replace(/[\s._-]/g, '')

/** Returns whether signs only decorate the password: few, or the same repeated. */
function isDecorated(password: string, word: string): boolean {
  const signs = password.match(/[^\p{L}\p{M}\p{N}]/gu) ?? []
  return word.length * 2 > password.length && (word.length * 4 >= password.length * 3 || new Set(signs).size <= 2)
}

/** Returns the password without the owner's terms, or null if it contains none. */
function restOf(password: string, word: string, owner: PasswordOwner): string | null {
  const rest = withoutOwn(word, owner)
  return rest === word || word.length * 2 <= joined(password).length ? null : rest
}

/** Detects passphrases, which must not be joined: random words may spell others ("hard away" contains "hardaway"). */
function isPassphrase(password: string): boolean {
  const pieces = password.toLowerCase().split(/[\s._-]+/)
  const words = new Set(pieces.filter((piece) => piece.length >= PASSPHRASE_WORD_LENGTH))
  if (words.size < PASSPHRASE_WORDS) return false
  const guessesLog10 = [...words].map((word) => estimator().check(word).guessesLog10).reduce((a, b) => a + b)
  const { sequence } = estimator().check(joined(password))
  return guessesLog10 >= PASSPHRASE_GUESSES_LOG10 && !sequence.some((match) => match.dictionaryName === PHRASES)
}

const weakest = (judged: ZxcvbnResult[]) => judged.reduce((a, b) => (b.guesses < a.guesses ? b : a))

/** Returns why a password is rejected, or null. Only estimated guesses count; there are no composition rules. */
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

  // zxcvbn does not recognize words split by signs, so it also estimates the password without signs.
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
