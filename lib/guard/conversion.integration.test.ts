import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { idsOf, numbersInARow, proveAll, setStatuses, startEach, withSettings } from '@/lib/testing/guard'
import { countKinds, together } from '@/lib/testing/together'
import { ageVerification, freshStart, freshUser, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { initiate } from '@/lib/verification/initiate'

afterEach(() => vi.restoreAllMocks())

/** A range whose sign-ups took 15 messages and led to nothing. */
async function closedRange() {
  const phones = numbersInARow(18)
  const ids = idsOf(await startEach(phones.slice(0, 15)))
  await setStatuses(ids, 'ACCEPTED')
  return { phones: phones.slice(15), ids }
}

describe('a range of numbers', () => {
  test('that took 15 messages and proved nothing is closed to sign-ups, and says when it opens', async () => {
    const { phones, ids } = await closedRange()
    expect(ids).toHaveLength(15)
    const [outcome] = await startEach(phones.slice(0, 1))
    expect(outcome).toMatchObject({ kind: 'limited' })
    expect(outcome?.kind === 'limited' && outcome.retryInSeconds).toBeGreaterThan(3000)
    for (const id of ids) await ageVerification(id, 3600)
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })

  test('that is closed closes neither the range beside it nor the country', async () => {
    await closedRange()
    expect(await startEach(numbersInARow(1))).toMatchObject([{ kind: 'sent' }])
  })

  test('that is closed still resets the password of an account in it, and tells a stranger nothing of who has one', async () => {
    const { phones } = await closedRange()
    const [known = '', unknown = ''] = phones
    await freshUser(known)
    const outcomes = await startEach([known, unknown], { purpose: 'PASSWORD_RESET' })
    expect(outcomes).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }])
    expect(await startEach([known, unknown])).toMatchObject([{ kind: 'limited' }, { kind: 'limited' }])
  })

  test('that proves one in ten stays open', async () => {
    const { phones, ids } = await closedRange()
    await proveAll(ids.slice(0, 2))
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })

  test('is not closed by messages that never went out, nor by resets for numbers without an account', async () => {
    const phones = numbersInARow(32)
    await setStatuses(idsOf(await startEach(phones.slice(0, 15))), 'FAILED')
    await startEach(phones.slice(15, 31), { purpose: 'PASSWORD_RESET' })
    expect(await startEach(phones.slice(31))).toMatchObject([{ kind: 'sent' }])
  })

  test('has 21 unproved sign-ups an hour at most, however many are asked for at the same moment', async () => {
    const phones = numbersInARow(60)
    const outcomes = await together(60, (n) => initiate(freshStart({ phone: phones[n] })))
    expect(countKinds(outcomes)).toEqual({ sent: 21, limited: 39 })
  })

  test('whose numbers are proved is never full', async () => {
    for (const phone of numbersInARow(25))
      expect(await check(await started({ phone }))).toMatchObject({ kind: 'approved' })
  })

  test('gets one back for one that is proved, however often its code is entered at the same moment', async () => {
    const phones = numbersInARow(6)
    await startEach(phones.slice(1))
    const of = await started({ phone: phones[0] })
    await together(5, () => check(of))
    const key = `sendsPerRange:${of.phone.slice(0, -4)}`
    expect((await db().rateLimit.findUniqueOrThrow({ where: { key } })).hits).toHaveLength(5)
  })

  test('is only reported where the fraud rules only report', async () => {
    const { phones } = await closedRange()
    withSettings({ fraudRules: 'report' })
    expect(await startEach(phones.slice(0, 1))).toMatchObject([{ kind: 'sent' }])
  })
})
