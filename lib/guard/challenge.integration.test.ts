import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import * as clock from '@/lib/db/driver/clock'
import { withSettings } from '@/lib/testing/guard'
import { together } from '@/lib/testing/together'
import { ageCounters, freshAddress, freshBrowser, freshStart, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate, resend } from '@/lib/verification/initiate'
import { askCheck, type ExtraCheck, judgeCheck } from './challenge'
import { addressKey } from './ip-key'
import { charge } from './limiter'

afterEach(() => vi.restoreAllMocks())

const NONE = { puzzle: '', ticket: '' }

async function solved(puzzle: string): Promise<string> {
  const challenge = JSON.parse(puzzle) as Challenge
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
}

/** By the database's clock, it is so many seconds later. */
async function later(seconds: number) {
  const now = await clock.databaseNow(db())
  vi.spyOn(clock, 'databaseNow').mockResolvedValue(new Date(now.getTime() + seconds * 1000))
}

const asked = (browser: string) => askCheck(browser, NONE, 'failed')

describe('a puzzle', () => {
  test('that is solved passes once, however often it is sent at the same moment', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    const outcomes = await together(20, () =>
      judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, puzzle }),
    )
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(1)
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, puzzle })).toBe('failed')
  })

  test('passes in the browser that was asked, and within ten minutes', async () => {
    const browser = freshBrowser()
    const puzzle = await solved((await asked(browser)).puzzle)
    expect(await judgeCheck({ browserHash: freshBrowser(), address: freshAddress() }, { ...NONE, puzzle })).toBe(
      'failed',
    )
    await later(601)
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, puzzle })).toBe('failed')
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
      await judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, puzzle: JSON.stringify(answer) }),
    ).toBe('failed')
  })

  test.each(['', '{', 'null', '[]', '{"challenge":{}}', '"x"', '1e999'])(
    'of no form at all is no answer: %s',
    async (puzzle) => {
      expect(
        await judgeCheck({ browserHash: freshBrowser(), address: freshAddress() }, { puzzle, ticket: puzzle }),
      ).toBe('failed')
    },
  )
})

type Answer = { challenge: Challenge; solution: object }

describe('a ticket', () => {
  test('passes once its minute is over, once, in its browser, for ten minutes', async () => {
    const browser = freshBrowser()
    const { ticket } = await asked(browser)
    const answer = { ...NONE, ticket }
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, answer)).toBe('failed')
    await later(59)
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, answer)).toBe('failed')
    vi.restoreAllMocks()
    await later(60)
    await ageCounters('waitTokens:', 60)
    expect(await judgeCheck({ browserHash: freshBrowser(), address: freshAddress() }, answer)).toBe('failed')
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, answer)).toBe('passed')
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, answer)).toBe('failed')
    const { ticket: old } = await asked(freshBrowser())
    await later(601)
    expect(await judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, ticket: old })).toBe('failed')
  })

  test('that one is waiting with goes on, so that sending the form too early costs no second minute', async () => {
    const browser = freshBrowser()
    const { ticket, waitSeconds } = await asked(browser)
    expect(waitSeconds).toBe(60)
    await later(20)
    const again = await askCheck(browser, { ...NONE, ticket }, 'failed')
    expect(again.ticket).toBe(ticket)
    // A ticket has whole seconds, and one may have ended meanwhile.
    expect([39, 40]).toContain(again.waitSeconds)
  })

  test('lets two browsers pass every twelve seconds over all users; the next keeps its ticket and is told to come back soon', async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, freshBrowser).map(async (browser) => ({ browser, ...(await asked(browser)) })),
    )
    await later(61)
    await ageCounters('waitTokens:', 60)
    const judge = ({ browser, ticket }: { browser: string; ticket: string }) =>
      judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, ticket })
    const outcomes = await Promise.all(people.map(judge))
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(2)
    const last = people[outcomes.indexOf('busy')]
    if (!last) throw new Error('nobody was told to come back')
    expect(await askCheck(last.browser, { ...NONE, ticket: last.ticket }, 'busy')).toMatchObject({
      ticket: last.ticket,
      waitSeconds: 10,
    })
    await ageCounters('waitTokens:', 12)
    expect(await judge(last)).toBe('passed')
  })
})

test('a ticket that was used is shown in vain, and takes no turn from anybody', async () => {
  const [spent, honest] = await Promise.all(
    [freshBrowser(), freshBrowser()].map(async (browser) => ({ browser, ...(await asked(browser)) })),
  )
  if (!spent || !honest) throw new Error('nobody was asked')
  await later(61)
  await ageCounters('waitTokens:', 60)
  const show = ({ browser, ticket }: typeof spent) =>
    judgeCheck({ browserHash: browser, address: freshAddress() }, { ...NONE, ticket })
  expect(await show(spent)).toBe('passed')
  for (let again = 0; again < 12; again++) expect(await show(spent)).toBe('failed')
  expect(await show(honest)).toBe('passed')
})

test.each([
  ['IPv4 address', () => '198.51.100.9'],
  ['IPv6 /48', (n: number) => `2001:db8:48:${n}::1`],
])('one %s takes two of the places in five minutes at most', async (_, addressOf) => {
  const people = await Promise.all(
    Array.from({ length: 3 }, freshBrowser).map(async (browserHash) => ({
      browserHash,
      ...(await asked(browserHash)),
    })),
  )
  await later(61)
  const outcomes = []
  for (const [n, { browserHash, ticket }] of people.entries()) {
    await ageCounters('waitTokens:', 12)
    outcomes.push(await judgeCheck({ browserHash, address: addressOf(n) }, { ...NONE, ticket }))
  }
  expect(outcomes).toEqual(['passed', 'passed', 'busy'])
})

describe('while the risk is raised', () => {
  /** Ten wrong codes come from one address, for numbers of ten ranges. */
  async function guessing(address = freshAddress()) {
    for (let n = 0; n < 10; n++) {
      const { id, browserHash, code } = await started()
      await check({ id, browserHash, address, code: otherCode(code) })
    }
    return address
  }

  test('a start from an address that guesses sends nothing until the check is passed, and then one message', async () => {
    const start = freshStart({ address: await guessing() })
    const outcome = await initiate(start)
    expect(outcome).toMatchObject({ kind: 'check' })
    expect(await db().message.count({ where: { to: start.phone } })).toBe(0)
    const { puzzle } = (outcome as { check: ExtraCheck }).check
    const answer = { ...NONE, puzzle: await solved(puzzle) }
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'sent' })
    expect(await initiate(freshStart({ ...start, phone: freshStart().phone, answer }))).toMatchObject({ kind: 'check' })
    expect(await initiate(freshStart())).toMatchObject({ kind: 'sent' })
  })

  test('an address is known as one, however it is spelled and whichever of its network it is', async () => {
    await guessing('2001:db8:aaaa:bbbb::1')
    expect(await initiate(freshStart({ address: '2001:db8:aaaa:bbbb:ffff::2' }))).toMatchObject({ kind: 'check' })
    await guessing('198.51.100.77')
    expect(await initiate(freshStart({ address: '::ffff:198.51.100.77' }))).toMatchObject({ kind: 'check' })
  })

  test('a start for a range at which many guess is checked, from whichever address', async () => {
    const { phone } = freshStart()
    for (let n = 0; n < 4; n++) {
      const of = await started({ phone: `${phone.slice(0, -1)}${n}` })
      await together(5, (by) => check({ ...of, address: freshAddress(), code: otherCode(of.code, by + 1) }))
    }
    expect(await initiate(freshStart({ phone: `${phone.slice(0, -1)}5` }))).toMatchObject({ kind: 'check' })
  })

  test('right codes raise nothing, and the code that a browser has open is sent again without a check', async () => {
    const address = freshAddress()
    for (let n = 0; n < 11; n++) await check({ ...(await started()), address })
    const open = await started({ address })
    await guessing(address)
    await ageCounters(open.browserHash, 60)
    expect(await resend(open)).toMatchObject({ kind: 'sent' })
  })

  test('right codes wash no wrong ones out', async () => {
    const address = await guessing(await guessing())
    const mine = await started()
    await check({ ...mine, address })
    expect(await initiate(freshStart({ address }))).toMatchObject({ kind: 'check' })
  })

  test('a check that was passed is not used up where a limit refuses all the same', async () => {
    const address = await guessing()
    const start = freshStart({ address })
    const outcome = await initiate(start)
    if (outcome.kind !== 'check') throw new Error(outcome.kind)
    const answer = { ...NONE, puzzle: await solved(outcome.check.puzzle) }
    await together(20, () => charge([{ policy: 'sendsPerIp', of: addressKey(address) }]))
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'limited' })
    await ageCounters(`sendsPerIp:${addressKey(address)}`, 3600)
    expect(await initiate({ ...start, answer })).toMatchObject({ kind: 'sent' })
  })

  test('it is only reported where the fraud rules only report', async () => {
    const address = await guessing()
    withSettings({ fraudRules: 'report' })
    expect(await initiate(freshStart({ address }))).toMatchObject({ kind: 'sent' })
  })
})
