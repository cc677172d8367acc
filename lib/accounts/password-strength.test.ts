import { wordlist } from '@scure/bip39/wordlists/english.js'
import { dictionary as commonDictionary } from '@zxcvbn-ts/language-common'
import { dictionary as englishDictionary } from '@zxcvbn-ts/language-en'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costMs } from '@/lib/testing/cost'
import { passwordProblem } from './password-strength'

/** Drops entries that contain digits or signs. */
const plainWords = (list: (string | number)[]) => list.map(String).filter((word) => /^[a-z]{3,}$/.test(word))

const PERSON = { phone: '+12025550123', name: 'Ada Lovelace Byron' }
const SOUND = 'twelve purple giraffes ponder'

describe('password strength', () => {
  test.each([
    SOUND,
    'fifteen letters without any mixture',
    'qzkvhxwmjtrplbn',
    'Tr0ub4dor&3 is not the whole of it',
    'восемнадцать разных слов',
    'k#9$!v&2@(q)%w-',
    '#$!&@ada()%-+=;:?*',
    'मेरा लंबा पासवर्ड',
    'รหัสผ่านของฉันยาวมาก',
    '#$!&@()%-+=;:?*~^|',
    '😀🐘🌊🎻🧊🍋🚲🪁🦉🎲🧭🪴🧲🎈🗝️',
  ])('accepts a password without a pattern: %s', (password) => {
    expect(passwordProblem(password, PERSON)).toBeNull()
  })

  /** Seeded, since one in some thousand random phrases contains a pattern by chance. */
  const SEED = { seed: 20_261_125, numRuns: 50 }
  const WORD_LISTS: [string, string[], string[]][] = [
    ['the list of our suggestions', wordlist, [' ', '-', '.', '']],
    ['the EFF list for dice', plainWords(commonDictionary['diceware-common']), [' ', '-', '.', '']],
    ['the 2000 most common words', plainWords(englishDictionary['commonWords-en'].slice(0, 2000)), [' ', '-', '.']],
  ]

  test.each(WORD_LISTS)('accepts four random words of %s', (_, words, separators) => {
    const phrases = fc
      .tuple(fc.uniqueArray(fc.constantFrom(...words), { minLength: 4, maxLength: 4 }), fc.constantFrom(...separators))
      .map(([chosen, separator]) => chosen.join(separator))
      .filter((phrase) => phrase.length >= 15)
    fc.assert(
      fc.property(fc.noBias(phrases), (phrase) => {
        expect(passwordProblem(phrase, PERSON)).toBeNull()
      }),
      SEED,
    )
  })

  test.each([
    ['printable ASCII', Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n))],
    ['lower-case letters', [...'abcdefghijklmnopqrstuvwxyz']],
    ['hexadecimal digits', [...'0123456789abcdef']],
  ])('accepts 15 random characters of %s', (_, characters) => {
    const passwords = fc
      .array(fc.constantFrom(...characters), { minLength: 15, maxLength: 15 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(fc.noBias(passwords), (password) => {
        expect(passwordProblem(password, PERSON)).toBeNull()
      }),
      { ...SEED, numRuns: 100 },
    )
  })

  test('accepts eight random words of the NATO alphabet', () => {
    expect(passwordProblem('tango kilo alpha victor mike quebec echo zulu', PERSON)).toBeNull()
  })

  test.each(['password', '123456', 'latchkey', 'iloveyou'])(
    'accepts a long password that contains a common word: %s',
    (word) => {
      expect(passwordProblem(`${word} ${SOUND}`, PERSON)).toBeNull()
    },
  )

  test.each([
    'passwordpassword',
    'aaaaaaaaaaaaaaaaaaaa',
    '123456789012345',
    'qwertyuiopasdfghjkl',
    'abcabcabcabcabcabc',
    'p4ssw0rdp4ssw0rd',
    'pass word pass word',
    'p-a-s-s-w-o-r-d-1-2-3',
    'Password1234567!',
    'Qwerty123456789!',
    'Summer2026!Summer',
    'Summer!2026!Winter',
    'Summer!!!2026!!!Winter',
    'Liverpool2024!!!',
    'Pa$$word12345678',
    'thisismypassword',
    'This is my password',
    'This-Is-My-Password-1',
    'mypasswordis1234',
    'godblessamerica!',
    '1q2w3e4r5t6y7u8i9o',
    '2026-11-25-2026-11-26',
    'correcthorsebatterystaple',
    'Correct-Horse-Battery-Staple1!',
    'MayTheForceBeWithYou2026!',
    'tobeornottobethatisthequestion',
    'one two three four five',
    'monday-tuesday-wednesday',
    'aaaabbbbccccdddd',
    '111222333444555',
    'correct horse battery staple',
    'may the force be with you 2026',
    'ilovelovelace2026',
    'passwordadalovelace',
    'this is not a password',
    'Winter2025Winter2026',
    '2024 2025 2026 2027',
    '199019911992199319',
    '!QAZ2wsx#EDC4rfv',
    'йцукенгшщзфывапр',
    'a1b2c3d4e5f6g7h8',
    '1a2b3c4d5e6f7g8h',
    '314159265358979323',
    'staple battery horse correct',
    'black white red blue',
    'north-south-east-west',
    'mon tue wed thu fri sat',
    'eins zwei drei vier',
    'AppleOrangeBananaPear1!',
    'all you need is love',
    "Don't stop believin'",
    'itsthefinalcountdown',
    'Our Father who art in heaven',
    'supercalifragilisticexpialidocious',
    'ilovemydog123456',
  ])('rejects a password that few guesses find: %s', (password) => {
    expect(passwordProblem(password, PERSON)?.problem).toMatch(/^password\.(common|guessable)$/)
  })

  test('reports the reason of a rejection, if there is one', () => {
    expect(passwordProblem('abcabcabcabcabcabc', PERSON)).toEqual({
      problem: 'password.guessable',
      reason: 'extendedRepeat',
    })
    expect(passwordProblem('thisismypassword', PERSON)).toEqual({ problem: 'password.common' })
  })

  test.each([
    '+12025550123',
    '+1 (202) 555-0123',
    '1-202-555-0123-',
    '20255501232025550123',
    '2025550123 2025550123',
    '(202) 555-0123 (202) 555-0123',
    '1202555012312025550123',
    '2025550123-3210555202',
    '32105552021 3210555202',
    '5550123 5550123 5550123',
    '２０２５５５０１２３２０２５５５０１２３',
    '٢٠٢٥٥٥٠١٢٣٢٠٢٥٥٥٠١٢٣',
    '2025550123Ada1!',
    'adalovelace2025550123',
    'ada.2025550123.byron.2025550123',
    'ADA  LOVELACE  BYRON',
    'ada.lovelace.byron',
    'Adá Lövelace Byrón',
    'AdaLovelaceByron1815',
    'ecalevol ada noryb',
    'ByronByronByronByron!',
    'L-a-t-c-h-k-e-y-!-!-!',
    'LatchkeyLatchkey1!',
  ])('rejects the number or name of the owner or service in any spelling: %s', (password) => {
    expect(passwordProblem(password, PERSON)).toEqual({ problem: 'password.own' })
  })

  test("accepts a long password that contains the owner's name", () => {
    expect(passwordProblem(`ada lovelace byron likes ${SOUND}`, PERSON)).toBeNull()
  })

  test('estimates the composed spelling', () => {
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
    ['words of which one begins with another', `${'dododosososofa'.repeat(18)}q`],
  ])('estimates a password of maximum length in bounded time: %s', (_, password) => {
    expect(costMs(() => passwordProblem(password, PERSON))).toBeLessThan(200)
  })
})
