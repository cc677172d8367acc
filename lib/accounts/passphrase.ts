import { wordlist } from '@scure/bip39/wordlists/english.js'

/** 11 bits a word, 55 in all: beyond guessing online, and far beyond what argon2id lets anybody try offline. */
const WORDS = 5

/** Returns a passphrase to offer: common short words, chosen by the CSPRNG of Node.js or of the browser. */
export function suggestPassphrase(): string {
  // Without bias, since the length of the list (2,048) divides 2^16.
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS))
  return Array.from(numbers, (number) => wordlist[number % wordlist.length]).join(' ')
}
