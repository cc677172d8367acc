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
import { type Challenge, requireChallenge, verifyChallenge } from './challenge'
import { ipKey } from './ip-key'
import { acquire } from './limiter'

afterEach(() => vi.restoreAllMocks())

const NONE = { puzzle: '', waitToken: '' }

async function solved(puzzle: string): Promise<string> {
  const challenge = JSON.parse(puzzle) as AltchaChallenge
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
}

/** By the database's clock, it is so many seconds later. */
async function later(seconds: number) {
  const now = await clock.databaseNow(db())
  vi.spyOn(clock, 'databaseNow').mockResolvedValue(new Date(now.getTime() + seconds * 1000))
}

const asked = (browser: string) => requireChallenge(browser, NONE, 'failed')

describe('a puzzle', () => {
  test('that is solved passes once, however often it is sent at the same moment', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    const outcomes = await together(20, () =>
      verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle }),
    )
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(1)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle })).toBe('failed')
  })

  test('passes in the browser that was asked, and within ten minutes', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    expect(await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, { ...NONE, puzzle })).toBe(
      'failed',
    )
    await later(601)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle })).toBe('failed')
  })

  test.each([
    ['an easier one', (answer: Answer) => Object.assign(answer.challenge.parameters, { cost: 1 })],
    ['an endless one', (answer: Answer) => Object.assign(answer.challenge.parameters, { cost: 2 ** 31 })],
    [
      'one of another browser',
      (answer: Answer) => Object.assign(answer.challenge.parameters.data ?? {}, { browser: 'x' }),
    ],
    ['another key', (answer: Answer) => Object.assign(answer.solution, { derivedKey: '00' })],
    ['another counter', (answer: Answer) => Object.assign(answer.solution, { counter: 1 })],
    ['no signature', (answer: Answer) => Object.assign(answer.challenge, { signature: '' })],
  ])('that was made into %s is none of ours', async (_, change) => {
    const browser = freshBrowser()
    const answer = JSON.parse(await solved((await asked(browser)).puzzle)) as Answer
    change(answer)
    expect(
      await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, puzzle: JSON.stringify(answer) }),
    ).toBe('failed')
  })

  test.each(['', '{', 'null', '[]', '{"challenge":{}}', '"x"', '1e999'])(
    'of no form at all is no answer: %s',
    async (puzzle) => {
      expect(
        await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, { puzzle, waitToken: puzzle }),
      ).toBe('failed')
    },
  )
})

type Answer = { challenge: AltchaChallenge; solution: object }

describe('a wait token', () => {
  test('passes once its minute is over, once, in its browser, for ten minutes', async () => {
    const browser = freshBrowser()
    const { waitToken } = await asked(browser)
    const answer = { ...NONE, waitToken }
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, answer)).toBe('failed')
    await later(58)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, answer)).toBe('failed')
    vi.restoreAllMocks()
    await later(60)
    await ageCounters('waitTokens:', 60)
    expect(await verifyChallenge({ browserHash: freshBrowser(), clientIp: freshIp() }, answer)).toBe('failed')
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, answer)).toBe('passed')
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, answer)).toBe('failed')
    const { waitToken: old } = await asked(freshBrowser())
    await later(601)
    expect(await verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken: old })).toBe(
      'failed',
    )
  })

  test('that one is waiting with goes on, so that sending the form too early costs no second minute', async () => {
    const browser = freshBrowser()
    const { waitToken, waitSeconds } = await asked(browser)
    expect(waitSeconds).toBe(60)
    await later(20)
    const again = await requireChallenge(browser, { ...NONE, waitToken }, 'failed')
    expect(again.waitToken).toBe(waitToken)
    // A wait token has whole seconds, and one may have ended meanwhile.
    expect([39, 40]).toContain(again.waitSeconds)
  })

  test('lets two browsers pass every twelve seconds over all users; the next keeps its wait token and is told to come back soon', async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, freshBrowser).map(async (browser) => ({ browser, ...(await asked(browser)) })),
    )
    await later(61)
    await ageCounters('waitTokens:', 60)
    const judge = ({ browser, waitToken }: { browser: string; waitToken: string }) =>
      verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken })
    const outcomes = await Promise.all(people.map(judge))
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(2)
    const last = people[outcomes.indexOf('busy')]
    if (!last) throw new Error('nobody was told to come back')
    expect(await requireChallenge(last.browser, { ...NONE, waitToken: last.waitToken }, 'busy')).toMatchObject({
      waitToken: last.waitToken,
      waitSeconds: 10,
    })
    await ageCounters('waitTokens:', 12)
    expect(await judge(last)).toBe('passed')
  })
})

test('a wait token that was used is shown in vain, and takes no turn from anybody', async () => {
  const [spent, honest] = await Promise.all(
    [freshBrowser(), freshBrowser()].map(async (browser) => ({ browser, ...(await asked(browser)) })),
  )
  if (!spent || !honest) throw new Error('nobody was asked')
  await later(61)
  await ageCounters('waitTokens:', 60)
  const show = ({ browser, waitToken }: typeof spent) =>
    verifyChallenge({ browserHash: browser, clientIp: freshIp() }, { ...NONE, waitToken })
  expect(await show(spent)).toBe('passed')
  for (let again = 0; again < 12; again++) expect(await show(spent)).toBe('failed')
  expect(await show(honest)).toBe('passed')
})

test.each([
  ['IPv4 address', () => '198.51.100.9'],
  ['IPv6 /48', (n: number) => `2001:db8:48:${n}::1`],
])('one %s takes two of the places in five minutes at most', async (_, ipOf) => {
  const people = await Promise.all(
    Array.from({ length: 3 }, freshBrowser).map(async (browserHash) => ({
      browserHash,
      ...(await asked(browserHash)),
    })),
  )
  await later(61)
  const outcomes = []
  for (const [n, { browserHash, waitToken }] of people.entries()) {
    await ageCounters('waitTokens:', 12)
    outcomes.push(await verifyChallenge({ browserHash, clientIp: ipOf(n) }, { ...NONE, waitToken }))
  }
  expect(outcomes).toEqual(['passed', 'passed', 'busy'])
})

describe('while the risk is raised', () => {
  /** Ten wrong codes come from one IP, for numbers of ten ranges. */
  async function guessing(clientIp = freshIp()) {
    for (let n = 0; n < 10; n++) {
      const { id, browserHash, code } = await started()
      await check({ id, browserHash, clientIp, code: otherCode(code) })
    }
    return clientIp
  }

  test('a start from an IP with many wrong codes sends nothing until the challenge is passed, and then one message', async () => {
    const start = freshStart({ clientIp: await guessing() })
    const outcome = await initiate(start)
    expect(outcome).toMatchObject({ kind: 'challenge' })
    expect(await db().message.count({ where: { to: start.phone } })).toBe(0)
    const { puzzle } = (outcome as { challenge: Challenge }).challenge
    const answer = { ...NONE, puzzle: await solved(puzzle) }
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'sent' })
    expect(await initiate(freshStart({ ...start, phone: freshStart().phone, answer }))).toMatchObject({
      kind: 'challenge',
    })
    expect(await initiate(freshStart())).toMatchObject({ kind: 'sent' })
  })

  test('an IP is known as one, however it is spelled and whichever of its network it is', async () => {
    await guessing('2001:db8:aaaa:bbbb::1')
    expect(await initiate(freshStart({ clientIp: '2001:db8:aaaa:bbbb:ffff::2' }))).toMatchObject({ kind: 'challenge' })
    await guessing('198.51.100.77')
    expect(await initiate(freshStart({ clientIp: '::ffff:198.51.100.77' }))).toMatchObject({ kind: 'challenge' })
  })

  test('a start for a range with many wrong codes is challenged, from whichever IP', async () => {
    const { phone } = freshStart()
    for (let n = 0; n < 4; n++) {
      const of = await started({ phone: `${phone.slice(0, -1)}${n}` })
      await together(5, (by) => check({ ...of, clientIp: freshIp(), code: otherCode(of.code, by + 1) }))
    }
    expect(await initiate(freshStart({ phone: `${phone.slice(0, -1)}5` }))).toMatchObject({ kind: 'challenge' })
  })

  test('right codes raise nothing, and the code that a browser has open is sent again without a check', async () => {
    const clientIp = freshIp()
    for (let n = 0; n < 11; n++) await check({ ...(await started()), clientIp })
    const open = await started({ clientIp })
    await guessing(clientIp)
    await ageCounters(open.browserHash, 60)
    expect(await resend(open)).toMatchObject({ kind: 'sent' })
  })

  test('right codes wash no wrong ones out', async () => {
    const clientIp = await guessing(await guessing())
    const mine = await started()
    await check({ ...mine, clientIp })
    expect(await initiate(freshStart({ clientIp }))).toMatchObject({ kind: 'challenge' })
  })

  test('a check that was passed is not used up where a limit refuses all the same', async () => {
    const clientIp = await guessing()
    const start = freshStart({ clientIp })
    const outcome = await initiate(start)
    if (outcome.kind !== 'challenge') throw new Error(outcome.kind)
    const answer = { ...NONE, puzzle: await solved(outcome.challenge.puzzle) }
    await together(20, () => acquire([{ policy: 'sendsPerIp', of: ipKey(clientIp) }]))
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'limited' })
    await ageCounters(`sendsPerIp:${ipKey(clientIp)}`, 3600)
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'sent' })
  })

  test('it is only reported where the fraud rules only report', async () => {
    const clientIp = await guessing()
    withSettings({ fraudRules: 'report' })
    expect(await initiate(freshStart({ clientIp }))).toMatchObject({ kind: 'sent' })
  })
})
