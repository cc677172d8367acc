import { plainText } from '@/lib/phone/plain-text'

export interface PasswordOwner {
  phone: string
  name?: string
}

const SERVICE_NAME = 'latchkey'
/** Shorter parts of names and numbers occur in too many words. */
const NAME_PART_MIN_LENGTH = 4
const NUMBER_PART_MIN_LENGTH = 5

/** Only in these scripts; vowel signs of other scripts are letters. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu

export const plainWord = (text: string): string =>
  plainText(text)
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')

const reversed = (text: string) => [...text].reverse().join('')
const bothWays = (text: string) => [text, reversed(text)]

/** Returns the terms of a targeted attack: name, number and service name, in both directions. */
export function ownTerms({ phone, name = '' }: PasswordOwner): string[] {
  const parts = name.split(/[^\p{L}\p{M}\p{N}]+/u).map(plainWord)
  const names = [plainWord(name), ...parts.filter((part) => part.length >= NAME_PART_MIN_LENGTH), SERVICE_NAME]
  return [...names, plainWord(phone)].filter((term) => term.length > 1).flatMap(bothWays)
}

function numberParts(digits: string): string[] {
  const parts: string[] = []
  for (let length = digits.length; length >= NUMBER_PART_MIN_LENGTH; length--) {
    for (let start = 0; start + length <= digits.length; start++) parts.push(digits.slice(start, start + length))
  }
  return parts
}

export function withoutOwn(word: string, owner: PasswordOwner): string {
  const terms = [...ownTerms(owner), ...bothWays(plainWord(owner.phone)).flatMap(numberParts)]
  const longestFirst = [...new Set(terms)].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, term) => rest.replaceAll(term, ''), word)
}
