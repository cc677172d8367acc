import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { idsOf, numbersInARow, proveAll, setStatuses, startEach, withSettings } from '@/lib/testing/guard'
import { countKinds, together } from '@/lib/testing/together'
import { ageVerification, freshStart, freshUser, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate } from '@/lib/verification/initiate'

afterEach(() => vi.restoreAllMocks())

/** Closes a range by 15 unverified sign-ups. */
async function closedRange() {
  const phones = numbersInARow(18)
  const ids = idsOf(await startEach(phones.slice(0, 15)))
  await setStatuses(ids, 'ACCEPTED')
  return { phones: phones.slice(15), ids }
}

describe('ranges of numbers', () => {
  test('closes a range to sign-ups after 15 unverified messages, and reports when it reopens', async () => {
    const { phones, ids } = await closedRange()
    expect(ids).toHaveLength(15)
    const [outcome] = await startEach(phones.slice(0, 1))
    expect(outcome).toMatchObject({ kind: 'limited' })
    expect(outcome?.kind === 'limited' && outcome.retryInSeconds).toBeGreaterThan(3000)
    for (const id of ids) await ageVerification(id, 3600)
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })

  test('a closed range affects no other range of the country', async () => {
    await closedRange()
    expect(await startEach(numbersInARow(1))).toMatchObject([{ kind: 'sent' }])
  })

  test('a closed range allows resets, and does not reveal which of its numbers have an account (R9)', async () => {
    const { phones } = await closedRange()
    const [known = '', unknown = ''] = phones
    await freshUser(known)
    const outcomes = await startEach([known, unknown], { purpose: 'PASSWORD_RESET' })
    expect(outcomes).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }])
    expect(await startEach([known, unknown])).toMatchObject([{ kind: 'limited' }, { kind: 'limited' }])
  })

  test('keeps a range open that verifies one in ten messages', async () => {
    const { phones, ids } = await closedRange()
    await proveAll(ids.slice(0, 2))
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })

  test('unsent messages and resets of decoys do not close a range', async () => {
    const phones = numbersInARow(32)
    await setStatuses(idsOf(await startEach(phones.slice(0, 15))), 'FAILED')
    await startEach(phones.slice(15, 31), { purpose: 'PASSWORD_RESET' })
    expect(await startEach(phones.slice(31))).toMatchObject([{ kind: 'sent' }])
  })

  test('limits a range to 21 unverified sign-ups an hour, even with concurrent requests', async () => {
    const phones = numbersInARow(60)
    const outcomes = await together(60, (n) => initiate(freshStart({ phone: phones[n] })))
    expect(countKinds(outcomes)).toEqual({ sent: 21, limited: 39 })
  })

  test('a range whose numbers are verified is never full', async () => {
    for (const phone of numbersInARow(25))
      expect(await check(await started({ phone }))).toMatchObject({ kind: 'approved' })
  })

  test('a verification releases one event of its range, even with concurrent right codes', async () => {
    const phones = numbersInARow(6)
    await startEach(phones.slice(1))
    const of = await started({ phone: phones[0] })
    await together(5, () => check(of))
    const key = `sendsPerRange:${of.phone.slice(0, -4)}`
    expect((await db().rateLimit.findUniqueOrThrow({ where: { key } })).hits).toHaveLength(5)
  })

  test('closes no range if the fraud rules only report', async () => {
    const { phones } = await closedRange()
    withSettings({ fraudRules: 'report' })
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })
})
