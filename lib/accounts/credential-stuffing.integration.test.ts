import { hash } from '@node-rs/argon2'
import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { rememberKnownBrowser } from '@/lib/db/queries/known-browsers'
import { count, tallyOf } from '@/lib/guard/tallies'
import { withSettings } from '@/lib/testing/guard'
import { countKinds, together } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshPhone } from '@/lib/testing/verifications'
import { type SignIn, type SignInOutcome, signIn } from './sign-in'

afterEach(() => vi.restoreAllMocks())

const PASSWORD = 'quiet harbour seventeen lamps'
const wrong = (changes: Partial<SignIn> = {}): SignIn => ({
  phone: freshPhone(),
  password: 'seven brass kettles in a row',
  browserHash: freshBrowser(),
  clientIp: freshIp(),
  ...changes,
})

/** Creates an account with a known browser. */
async function owner() {
  const user = await db().user.create({
    data: { phone: freshPhone(), name: 'Ada', passwordHash: await hash(PASSWORD) },
  })
  const known = freshBrowser()
  await rememberKnownBrowser(db(), user.id, known)
  return { phone: user.phone, password: PASSWORD, known }
}

/** Simulates recent wrong passwords of unknown browsers. */
const stuffing = (attempted = 100) => count('passwords', { attempted })

async function solved(outcome: SignInOutcome) {
  if (outcome.kind !== 'challenge') throw new Error(`no challenge: ${outcome.kind}`)
  const challenge = JSON.parse(outcome.challenge.puzzle) as AltchaChallenge
  return {
    waitToken: '',
    puzzle: JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) }),
  }
}

describe('credential stuffing', () => {
  test('an unknown browser needs a challenge after 100 wrong passwords, even with concurrent attempts', async () => {
    stuffing(90)
    expect(countKinds(await together(14, () => signIn(wrong())))).toEqual({ wrong: 10, challenge: 4 })
  })

  test('the challenge is the same for a right password, a wrong one and no account (R9)', async () => {
    const { phone, password } = await owner()
    stuffing()
    for (const attempt of [{ phone, password }, { phone }, {}])
      expect(await signIn(wrong(attempt))).toMatchObject({ kind: 'challenge' })
  })

  test('a passed challenge is valid for one sign-in attempt', async () => {
    const { phone, password } = await owner()
    stuffing()
    const attempt = wrong({ phone, password })
    const response = await solved(await signIn(attempt))
    expect(await signIn({ ...attempt, response })).toMatchObject({ kind: 'signed-in' })
    expect(await signIn(wrong({ browserHash: attempt.browserHash, response }))).toMatchObject({ kind: 'challenge' })
  })

  test('a sign-in needs no challenge if the fraud rules only report', async () => {
    stuffing()
    withSettings({ fraudRules: 'report' })
    expect(await signIn(wrong())).toEqual({ kind: 'wrong' })
  })
})

test('a known browser needs no challenge, and its wrong passwords are not counted for others', async () => {
  const { known, ...credentials } = await owner()
  stuffing()
  expect(await signIn(wrong({ phone: credentials.phone, browserHash: known }))).toEqual({ kind: 'wrong' })
  expect(await signIn(wrong({ ...credentials, browserHash: known }))).toMatchObject({ kind: 'signed-in' })
  expect(tallyOf('passwords', 'recent').attempted).toBe(100)
})

test('300 right sign-ins with 10 % typing errors require no challenge', async () => {
  count('passwords', { attempted: 330, succeeded: 300 })
  expect(await signIn(wrong())).toEqual({ kind: 'wrong' })
})

test('tolerates wrong passwords up to twice the right ones', async () => {
  count('passwords', { attempted: 300, succeeded: 110 })
  expect(await signIn(wrong())).toEqual({ kind: 'wrong' })
  count('passwords', { attempted: 40 })
  expect(await signIn(wrong())).toMatchObject({ kind: 'challenge' })
})

test('counts right passwords as right, and passwords that were not compared not at all', async () => {
  const { phone, password } = await owner()
  await signIn(wrong({ phone, password }))
  expect(tallyOf('passwords', 'recent')).toEqual({ attempted: 1, succeeded: 1 })
  const theirs = freshPhone()
  const outcomes = await together(35, () => signIn(wrong({ phone: theirs })))
  expect(countKinds(outcomes)).toEqual({ wrong: 30, limited: 5 })
  expect(tallyOf('passwords', 'recent').attempted).toBe(31)
})
