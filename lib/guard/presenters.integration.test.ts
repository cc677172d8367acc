import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Env } from '@/lib/config/env'
import { forgetSums, idsOf, numbersInARow, setStatuses, startEach, withSettings } from '@/lib/testing/guard'
import { countKinds } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshPhone, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'

beforeEach(forgetSums)
afterEach(() => vi.restoreAllMocks())

const freshPhones = (count: number) => Array.from({ length: count }, freshPhone)

async function enterTenWrongCodes(clientIp: string, isPresenter: boolean) {
  for (let phones = 0; phones < 2; phones++) {
    const { id, browserHash, code } = await started({ clientIp: freshIp() })
    for (let by = 1; by <= 5; by++) await check({ id, browserHash, code: otherCode(code, by), clientIp, isPresenter })
  }
}

const STRICT: [string, boolean, Partial<Env>][] = [
  ['a client that does not present the demo', false, {}],
  ['a presenter with strict limits', true, { presenterLimits: 'strict' }],
  ['a presenter, where messages may reach real phones', true, { allSimulated: false, presenterLimits: 'strict' }],
  ['a client that claims to present a live server', true, { mode: 'live', presenterLimits: 'strict' }],
]

describe('generous limits', () => {
  test('a presenter can send 25 codes in a row from one network', async () => {
    const outcomes = await startEach(freshPhones(25), { clientIp: freshIp(), isPresenter: true })
    expect(countKinds(outcomes)).toEqual({ sent: 25 })
  })

  test('a presenter can send 25 codes in a row to one number, apart from the cooldown', async () => {
    const outcomes = await startEach(Array(25).fill(freshPhone()), { clientIp: freshIp(), isPresenter: true })
    expect(countKinds(outcomes)).toEqual({ sent: 25 })
  })

  test('a presenter can send 25 unverified codes in a row to one range', async () => {
    const phones = numbersInARow(25)
    const ids = idsOf(await startEach(phones.slice(0, 24), { clientIp: freshIp(), isPresenter: true }))
    await setStatuses(ids, 'DELIVERED')
    expect(await startEach(phones.slice(24), { isPresenter: true })).toMatchObject([{ kind: 'sent' }])
    expect(await startEach(phones.slice(24))).toMatchObject([{ kind: 'limited' }])
  })

  test('a presenter needs no challenge after ten wrong codes', async () => {
    const clientIp = freshIp()
    await enterTenWrongCodes(clientIp, true)
    expect(await startEach([freshPhone()], { clientIp, isPresenter: true })).toMatchObject([{ kind: 'sent' }])
    expect(await startEach([freshPhone()], { clientIp })).toMatchObject([
      { kind: 'challenge', policy: 'wrongCodesPerIp' },
    ])
  })

  test('a presenter has a constant cooldown', async () => {
    const [browserHash, phone, clientIp] = [freshBrowser(), freshPhone(), freshIp()]
    withSettings({ resendCooldownSeconds: [0, 3600] })
    const start = { browserHash, clientIp, isPresenter: true }
    expect(countKinds(await startEach([phone, phone, phone], start))).toEqual({ sent: 3 })
    withSettings({ resendCooldownSeconds: [3600, 0] })
    expect(countKinds(await startEach([phone], start))).toEqual({ waiting: 1 })
  })

  test('a presenter has five attempts per code', async () => {
    const { id, browserHash, code, clientIp } = await started({ isPresenter: true })
    const outcomes = []
    for (let by = 1; by <= 6; by++)
      outcomes.push(await check({ id, browserHash, code: otherCode(code, by), clientIp, isPresenter: true }))
    expect(countKinds(outcomes)).toEqual({ wrong: 5, spent: 1 })
  })
})

describe.each(STRICT)('%s', (_, isPresenter, settings) => {
  beforeEach(() => withSettings(settings))

  test('is limited to 20 codes an hour from one network, and the outcome names the limit', async () => {
    const outcomes = await startEach(freshPhones(21), { clientIp: freshIp(), isPresenter })
    expect(countKinds(outcomes)).toEqual({ sent: 20, limited: 1 })
    expect(outcomes.at(-1)).toMatchObject({ policy: 'sendsPerIp' })
  })

  test('is limited to five codes an hour to one number', async () => {
    const outcomes = await startEach(Array(6).fill(freshPhone()), { isPresenter })
    expect(outcomes.at(-1)).toMatchObject({ kind: 'limited', policy: 'sendsPerBucket' })
  })

  test('has a range closed after 15 unverified sign-ups', async () => {
    const phones = numbersInARow(16)
    await setStatuses(idsOf(await startEach(phones.slice(0, 15), { isPresenter })), 'DELIVERED')
    expect(await startEach(phones.slice(15), { isPresenter })).toMatchObject([
      { kind: 'limited', policy: 'closedRange' },
    ])
  })

  test('needs a challenge after ten wrong codes', async () => {
    const clientIp = freshIp()
    await enterTenWrongCodes(clientIp, isPresenter)
    expect(await startEach([freshPhone()], { clientIp, isPresenter })).toMatchObject([{ kind: 'challenge' }])
  })
})
