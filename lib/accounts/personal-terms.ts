import { plainText } from '@/lib/phone/plain-text'

export interface PasswordOwner {
  phone: string
  name?: string
}

const SERVICE_NAME = 'latchkey'
/** A shorter part of a name or a number is in too many words. */
const NAME_PART_MIN_LENGTH = 4
const NUMBER_PART_MIN_LENGTH = 5

/** Accents that people leave out; the vowel signs of other scripts are letters of theirs. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu

/** Letters and digits alone, without accents, so that "+1 202 555 0123" and "12025550123" are the same word. */
export const plainWord = (text: string): string =>
  plainText(text)
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')

const reversed = (text: string) => [...text].reverse().join('')
const bothWays = (text: string) => [text, reversed(text)]

/** What an attacker who knows the owner tries first: name, number and our name, forwards and backwards. */
export function ownTerms({ phone, name = '' }: PasswordOwner): string[] {
  const parts = name.split(/[^\p{L}\p{M}\p{N}]+/u).map(plainWord)
  const names = [plainWord(name), ...parts.filter((part) => part.length >= NAME_PART_MIN_LENGTH), SERVICE_NAME]
  return [...names, plainWord(phone)].filter((term) => term.length > 1).flatMap(bothWays)
}

/** Every part of a number that is long enough to be recognized as one, the longest first. */
function numberParts(digits: string): string[] {
  const parts: string[] = []
  for (let length = digits.length; length >= NUMBER_PART_MIN_LENGTH; length--) {
    for (let start = 0; start + length <= digits.length; start++) parts.push(digits.slice(start, start + length))
  }
  return parts
}

/** Returns what remains of a password, as a plain word, without the owner's terms and parts of their number. */
export function withoutOwn(word: string, owner: PasswordOwner): string {
  const terms = [...ownTerms(owner), ...bothWays(plainWord(owner.phone)).flatMap(numberParts)]
  const longestFirst = [...new Set(terms)].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, term) => rest.replaceAll(term, ''), word)
}
