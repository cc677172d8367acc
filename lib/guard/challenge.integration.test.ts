import { type Challenge as AltchaChallenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as clock from '@/lib/db/driver/clock'
import { withSettings } from '@/lib/testing/guard'
import { together } from '@/lib/testing/together'
import { ageCounters, freshBrowser, freshIp, freshStart, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate, resend } from '@/lib/verification/initiate'
import { type Challenge, createChallengeFor, verifyChallenge } from './challenge'
import { ipKey } from './ip-key'
import { acquire } from './limiter'

afterEach(() => vi.restoreAllMocks())

const NONE = { puzzle: '', waitToken: '' }

async function solved(puzzle: string): Promise<string> {
  const challenge = JSON.parse(puzzle) as AltchaChallenge
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
}

/** Advances the clock of the database. */
async function later(seconds: number) {
  const now = await clock.databaseNow(db())
  vi.spyOn(clock, 'databaseNow').mockResolvedValue(new Date(now.getTime() + seconds * 1000))
}

const asked = (browser: string) => createChallengeFor(browser, NONE, 'failed')

describe('puzzles', () => {
  test('a solved puzzle passes once, even with concurrent requests', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    const outcomes = await together(20, () =>
      verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle }),
    )
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(1)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle })).toBe('failed')
  })

  test('a puzzle passes only in its browser, within ten minutes', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    expect(await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, { ...NONE, puzzle })).toBe(
      'failed',
    )
    await later(601)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle })).toBe('failed')
  })

  test.each([
    ['a lower cost', (response: PuzzleResponse) => Object.assign(response.challenge.parameters, { cost: 1 })],
    [
      'an excessive cost',
      (response: PuzzleResponse) => Object.assign(response.challenge.parameters, { cost: 2 ** 31 }),
    ],
    [
      'another browser',
      (response: PuzzleResponse) => Object.assign(response.challenge.parameters.data ?? {}, { browser: 'x' }),
    ],
    ['another key', (response: PuzzleResponse) => Object.assign(response.solution, { derivedKey: '00' })],
    ['another counter', (response: PuzzleResponse) => Object.assign(response.solution, { counter: 1 })],
    ['no signature', (response: PuzzleResponse) => Object.assign(response.challenge, { signature: '' })],
  ])('rejects a puzzle that was changed to %s', async (_, change) => {
    const browser = freshBrowser()
    const response = JSON.parse(await solved((await asked(browser)).puzzle)) as PuzzleResponse
    change(response)
    expect(
      await verifyChallenge(
        { browserHash: browser, clientIp: freshIp() },
        { ...NONE, puzzle: JSON.stringify(response) },
      ),
    ).toBe('failed')
  })

  test.each(['', '{', 'null', '[]', '{"challenge":{}}', '"x"', '1e999'])(
    'rejects a malformed response: %s',
    async (puzzle) => {
      expect(
        await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, { puzzle, waitToken: puzzle }),
      ).toBe('failed')
    },
  )
})

type PuzzleResponse = { challenge: AltchaChallenge; solution: object }

describe('wait tokens', () => {
  test('a wait token passes once, after a minute, only in its browser, within ten minutes', async () => {
    const browser = freshBrowser()
    const { waitToken } = await asked(browser)
    const response = { ...NONE, waitToken }
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, response)).toBe('failed')
    await later(58)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, response)).toBe('failed')
    vi.restoreAllMocks()
    await later(60)
    await ageCounters('waitTokens:', 60)
    expect(await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, response)).toBe('failed')
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, response)).toBe('passed')
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, response)).toBe('failed')
    const { waitToken: old } = await asked(freshBrowser())
    await later(601)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken: old })).toBe(
      'failed',
    )
  })

  test('keeps a pending wait token, so that an early submission does not restart the wait', async () => {
    const browser = freshBrowser()
    const { waitToken, waitSeconds } = await asked(browser)
    expect(waitSeconds).toBe(60)
    await later(20)
    const again = await createChallengeFor(browser, { ...NONE, waitToken }, 'failed')
    expect(again.waitToken).toBe(waitToken)
    // The token has a resolution of seconds, and one may have passed.
    expect([39, 40]).toContain(again.waitSeconds)
  })

  test('two wait tokens pass per twelve seconds, and the next one stays valid for a retry', async () => {
    const waiting = await Promise.all(
      Array.from({ length: 3 }, freshBrowser).map(async (browser) => ({ browser, ...(await asked(browser)) })),
    )
    await later(61)
    await ageCounters('waitTokens:', 60)
    const verify = ({ browser, waitToken }: { browser: string; waitToken: string }) =>
      verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken })
    const outcomes = await Promise.all(waiting.map(verify))
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(2)
    const last = waiting[outcomes.indexOf('busy')]
    if (!last) throw new Error('no browser was busy')
    expect(await createChallengeFor(last.browser, { ...NONE, waitToken: last.waitToken }, 'busy')).toMatchObject({
      waitToken: last.waitToken,
      waitSeconds: 10,
    })
    await ageCounters('waitTokens:', 12)
    expect(await verify(last)).toBe('passed')
  })
})

test('a replayed wait token fails and takes no turn from other users', async () => {
  const [spent, honest] = await Promise.all(
    [freshBrowser(), freshBrowser()].map(async (browser) => ({ browser, ...(await asked(browser)) })),
  )
  if (!spent || !honest) throw new Error('no challenge')
  await later(61)
  await ageCounters('waitTokens:', 60)
  const show = ({ browser, waitToken }: typeof spent) =>
    verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken })
  expect(await show(spent)).toBe('passed')
  for (let again = 0; again < 12; again++) expect(await show(spent)).toBe('failed')
  expect(await show(honest)).toBe('passed')
})

test.each([
  ['IPv4', () => '198.51.100.9'],
  ['IPv6 /48', (n: number) => `2001:db8:48:${n}::1`],
])('one %s passes at most two wait tokens in five minutes', async (_, ipOf) => {
  const waiting = await Promise.all(
    Array.from({ length: 3 }, freshBrowser).map(async (browserHash) => ({
      browserHash,
      ...(await asked(browserHash)),
    })),
  )
  await later(61)
  const outcomes = []
  for (const [n, { browserHash, waitToken }] of waiting.entries()) {
    await ageCounters('waitTokens:', 12)
    outcomes.push(await verifyChallenge({ browserHash, clientIp: ipOf(n) }, { ...NONE, waitToken }))
  }
  expect(outcomes).toEqual(['passed', 'passed', 'busy'])
})

describe('raised risk', () => {
  /** Enters ten wrong codes from one IP, for numbers of ten ranges. */
  async function enterWrongCodes(clientIp = freshIp()) {
    for (let n = 0; n < 10; n++) {
      const { id, browserHash, code } = await started()
      await check({ id, browserHash, clientIp, code: otherCode(code) })
    }
    return clientIp
  }

  test('an IP with many wrong codes has to pass a challenge for each message', async () => {
    const start = freshStart({ clientIp: await enterWrongCodes() })
    const outcome = await initiate(start)
    expect(outcome).toMatchObject({ kind: 'challenge' })
    expect(await db().message.count({ where: { to: start.phone } })).toBe(0)
    const { puzzle } = (outcome as { challenge: Challenge }).challenge
    const response = { ...NONE, puzzle: await solved(puzzle) }
    expect(await initiate({ ...start, response })).toMatchObject({ kind: 'sent' })
    expect(await initiate(freshStart({ ...start, phone: freshStart().phone, response }))).toMatchObject({
      kind: 'challenge',
    })
    expect(await initiate(freshStart())).toMatchObject({ kind: 'sent' })
  })

  test('recognizes an IP in any spelling, and an IPv6 by its /64', async () => {
    await enterWrongCodes('2001:db8:aaaa:bbbb::1')
    expect(await initiate(freshStart({ clientIp: '2001:db8:aaaa:bbbb:ffff::2' }))).toMatchObject({ kind: 'challenge' })
    await enterWrongCodes('198.51.100.77')
    expect(await initiate(freshStart({ clientIp: '::ffff:198.51.100.77' }))).toMatchObject({ kind: 'challenge' })
  })

  test('a range with many wrong codes requires a challenge from any IP', async () => {
    const { phone } = freshStart()
    for (let n = 0; n < 4; n++) {
      const of = await started({ phone: `${phone.slice(0, -1)}${n}` })
      await together(5, (by) => check({ ...of, clientIp: freshIp(), code: otherCode(of.code, by + 1) }))
    }
    expect(await initiate(freshStart({ phone: `${phone.slice(0, -1)}5` }))).toMatchObject({ kind: 'challenge' })
  })

  test('right codes do not raise the risk, and an open code is resent without a challenge', async () => {
    const clientIp = freshIp()
    for (let n = 0; n < 11; n++) await check({ ...(await started()), clientIp })
    const open = await started({ clientIp })
    await enterWrongCodes(clientIp)
    await ageCounters(open.browserHash, 60)
    expect(await resend(open)).toMatchObject({ kind: 'sent' })
  })

  test('right codes do not displace wrong ones', async () => {
    const clientIp = await enterWrongCodes(await enterWrongCodes())
    const mine = await started()
    await check({ ...mine, clientIp })
    expect(await initiate(freshStart({ clientIp }))).toMatchObject({ kind: 'challenge' })
  })

  test('a rate limit does not consume a passed challenge', async () => {
    const clientIp = await enterWrongCodes()
    const start = freshStart({ clientIp })
    const outcome = await initiate(start)
    if (outcome.kind !== 'challenge') throw new Error(outcome.kind)
    const response = { ...NONE, puzzle: await solved(outcome.challenge.puzzle) }
    await together(20, () => acquire([{ policy: 'sendsPerIp', of: ipKey(clientIp) }]))
    expect(await initiate({ ...start, response })).toMatchObject({ kind: 'limited' })
    await ageCounters(`sendsPerIp:${ipKey(clientIp)}`, 3600)
    expect(await initiate({ ...start, response })).toMatchObject({ kind: 'sent' })
  })

  test('requires no challenge for wrong codes if the fraud rules only report', async () => {
    const clientIp = await enterWrongCodes()
    withSettings({ fraudRules: 'report' })
    expect(await initiate(freshStart({ clientIp }))).toMatchObject({ kind: 'sent' })
  })
})
