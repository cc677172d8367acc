import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, test } from 'vitest'
import { newPasswordInput } from './input'
import { suggestPassphrase } from './passphrase'
import { passwordProblem } from './password-strength'

const MANY = 2000
const PERSON = { phone: '+12025550123', name: 'Ada' }
const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

describe('passphrase suggestions', () => {
  const suggested = Array.from({ length: MANY }, suggestPassphrase)

  test('suggests five words of the list, separated by blanks', () => {
    for (const phrase of suggested) {
      expect(phrase.split(' ')).toHaveLength(5)
      expect(phrase.split(' ').every((word) => wordlist.includes(word))).toBe(true)
    }
  })

  test('never suggests the same passphrase twice', () => {
    expect(new Set(suggested).size).toBe(MANY)
  })

  test('draws uniformly from the whole list at every position', () => {
    const words = suggested.map((phrase) => phrase.split(' '))
    for (let place = 0; place < 5; place++) {
      const seen = words.filter((phrase) => wordlist.indexOf(phrase[place] ?? '') < wordlist.length / 2).length
      // Within six standard deviations.
      expect(Math.abs(seen - MANY / 2)).toBeLessThan(6 * Math.sqrt(MANY / 4))
    }
    expect(new Set(words.flat()).size).toBeGreaterThan(wordlist.length * 0.95)
  })

  test('suggestions are valid passwords', () => {
    for (const phrase of suggested.slice(0, 100)) {
      expect(newPasswordInput.safeParse({ id: ID, password: phrase }).success).toBe(true)
      expect(passwordProblem(phrase, PERSON)).toBeNull()
    }
  })
})
