import { randomInt } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/english.js'

/** 11 bits a word, 55 in all: beyond guessing online, and far beyond what argon2id lets anybody try offline. */
const WORDS = 5

/** A passphrase to offer: common short words, chosen by the CSPRNG. */
export const suggestPassphrase = (): string =>
  Array.from({ length: WORDS }, () => wordlist[randomInt(wordlist.length)]).join(' ')
