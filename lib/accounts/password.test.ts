import { describe, expect, test } from 'vitest'
import type { Paid } from '@/lib/guard/limiter'
import { costMs } from '@/lib/testing/cost'
import { hashPassword, passwordMatches, passwordProblem } from './password'

const PERSON = { phone: '+12025550123', name: 'Ada Lovelace Byron' }
const SOUND = 'twelve purple giraffes ponder'

describe('a password that is long enough', () => {
  test.each([
    SOUND,
    'fifteen letters without any mixture',
    'qzkvhxwmjtrplbn',
    'Tr0ub4dor&3 is not the whole of it',
    'восемнадцать разных слов',
    'k#9$!v&2@(q)%w-',
    '#$!&@()%-+=;:?*~^|',
    '😀🐘🌊🎻🧊🍋🚲🪁🦉🎲🧭🪴🧲🎈🗝️',
  ])('is accepted when it follows no pattern: %s', (password) => {
    expect(passwordProblem(password, PERSON)).toBeNull()
  })

  test.each(['password', '123456', 'latchkey', 'iloveyou'])('may contain a common word: %s and much more', (word) => {
    expect(passwordProblem(`${word} ${SOUND}`, PERSON)).toBeNull()
  })

  test.each([
    'passwordpassword',
    'aaaaaaaaaaaaaaaaaaaa',
    '123456789012345',
    'qwertyuiopasdfghjkl',
    'abcabcabcabcabcabc',
    'p4ssw0rdp4ssw0rd',
    'pass word pass word',
    'p-a-s-s-w-o-r-d-1-2-3',
  ])('is refused with a reason when it follows a pattern: %s', (password) => {
    const refused = passwordProblem(password, PERSON)
    expect(refused?.problem).toMatch(/^password\.(common|guessable)$/)
    if (refused?.problem === 'password.guessable') expect(refused.reason).toBeTruthy()
  })

  test.each([
    '+12025550123',
    '+1 (202) 555-0123',
    '1-202-555-0123-',
    'ADA  LOVELACE  BYRON',
    'ada.lovelace.byron',
    'L-a-t-c-h-k-e-y-!-!-!',
  ])("is refused when it is the person's own number or name, or ours, however spelt: %s", (password) => {
    expect(passwordProblem(password, PERSON)).toEqual({ problem: 'password.own' })
  })

  test("may contain the person's own name", () => {
    expect(passwordProblem(`ada lovelace byron likes ${SOUND}`, PERSON)).toBeNull()
  })

  test('is judged in its composed spelling', () => {
    const name = 'Zoë Renée Éluard'
    expect(passwordProblem(name.normalize('NFD'), { ...PERSON, name })).toEqual({ problem: 'password.own' })
  })

  test.each([
    ['one character', 'a'.repeat(256)],
    ['a word in other letters', 'p4$$w0rd'.repeat(32)],
    ['every substitution at once', '4@8({[<369&#!|10$5+7%2'.repeat(12).slice(0, 256)],
    ['dates', '1/1/2011'.repeat(32)],
    [
      'all kinds of characters',
      Array.from({ length: 256 }, (_, n) => String.fromCharCode(33 + ((n * 7919 + n * n * 13) % 94))).join(''),
    ],
    ['emoji', '😀'.repeat(256)],
  ])('is judged without holding up the server, at its greatest length: %s', (_, password) => {
    expect(costMs(() => passwordProblem(password, PERSON))).toBeLessThan(200)
  })
})

/** That a limit was charged; what is hashed or compared here isn't limited. */
const paid = {} as Paid
const hashed = async (password: string) => (await hashPassword(paid, password)) ?? ''

describe('the hash of a password', () => {
  test('is argon2id with at least 19 MiB, two passes, and a salt and a tag of 128 bits or more', async () => {
    const [, kind, version, parameters = '', salt = '', tag = ''] = (await hashed(SOUND)).split('$')
    expect([kind, version]).toEqual(['argon2id', 'v=19'])
    const cost = Object.fromEntries(parameters.split(',').map((one) => one.split('=')))
    expect(Number(cost.m)).toBeGreaterThanOrEqual(19 * 1024)
    expect(Number(cost.t)).toBeGreaterThanOrEqual(2)
    expect(Buffer.from(salt, 'base64').length).toBeGreaterThanOrEqual(16)
    expect(Buffer.from(tag, 'base64').length).toBeGreaterThanOrEqual(16)
  })

  test('has a salt of its own every time', async () => {
    expect(await hashed(SOUND)).not.toBe(await hashed(SOUND))
  })

  const matches = async (stored: string, tried: string) => passwordMatches(paid, await hashed(stored), tried)

  test('opens to the password it was made from and to no other', async () => {
    expect(await matches(SOUND, SOUND)).toBe(true)
    expect(await matches(SOUND, `${SOUND} `)).toBe(false)
    expect(await matches(SOUND, SOUND.toUpperCase())).toBe(false)
  })

  test('is the same for composed and decomposed accents, since keyboards differ', async () => {
    expect(await matches('caf\u00e9 caf\u00e9 caf\u00e9 ok', 'cafe\u0301 cafe\u0301 cafe\u0301 ok')).toBe(true)
    expect(await matches('cafe\u0301 cafe\u0301 cafe\u0301 ok', 'caf\u00e9 caf\u00e9 caf\u00e9 ok')).toBe(true)
  })

  test('tells apart what only looks alike', async () => {
    expect(await matches('\ufb01fteen letters ok', 'fifteen letters ok')).toBe(false)
  })

  test.each([
    ['at byte 73, where other hashes stop', 'a'.repeat(72)],
    ['at its 256th character', '😀'.repeat(255)],
    ['behind a NUL', 'before\0'],
  ])('differs by the last character %s', async (_, start) => {
    expect(await matches(`${start}x`, `${start}y`)).toBe(false)
  })
})

describe('a number without account', () => {
  test('is refused with any password', async () => {
    for (const tried of [SOUND, '', 'a wrong password']) expect(await passwordMatches(paid, null, tried)).toBe(false)
  })

  test('costs as much as a wrong password', async () => {
    const stored = await hashed(SOUND)
    const cost = async (passwordHash: string | null) => {
      const before = process.cpuUsage()
      await passwordMatches(paid, passwordHash, 'a wrong password')
      return process.cpuUsage(before).user
    }
    await cost(null)
    const costs = { known: 0, unknown: 0 }
    for (let n = 0; n < 10; n++) {
      costs.known += await cost(stored)
      costs.unknown += await cost(null)
    }
    expect(costs.unknown).toBeGreaterThan(costs.known / 2)
    expect(costs.unknown).toBeLessThan(costs.known * 2)
  })
})
