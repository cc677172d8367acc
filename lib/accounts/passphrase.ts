import { wordlist } from '@scure/bip39/wordlists/english.js'

/** 55 bits in total: out of reach even for offline attacks on argon2id. */
const WORDS = 5

export function suggestPassphrase(): string {
  // Unbiased, since the length of the list (2,048) divides 2^16.
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS))
  return Array.from(numbers, (number) => wordlist[number % wordlist.length]).join(' ')
}
