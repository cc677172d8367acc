import { afterEach, describe, expect, test, vi } from 'vitest'
import * as trail from '@/lib/audit/audit'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { advanceMessage } from '@/lib/db/queries/messages'
import { rebuildSpend, segmentsWithin } from '@/lib/db/queries/spend'
import * as logging from '@/lib/log/log'
import { forgetSums, idsOf, startEach, withSettings } from '@/lib/testing/guard'
import { freshUser } from '@/lib/testing/verifications'

afterEach(() => vi.restoreAllMocks())

const unbounded = () => env().spendingCaps
const estonian = (n: number) => `+372512345${String(n).padStart(2, '0')}`
const errors = () => vi.spyOn(logging.log(), 'error')

/** Counts messages that a test inserted or changed by itself. */
async function recount() {
  await rebuildSpend(db())
  forgetSums()
}

/** Sets a country's hourly spending cap, in segments. */
function cap(country: string, most: number) {
  withSettings({ spendingCaps: { ...unbounded(), countryHour: new Map([[country, most]]) } })
  forgetSums()
}

describe('spending caps', () => {
  test('rejects sign-ups at 70 % of a cap and resets at 100 %, so that owners keep access', async () => {
    const alarms = errors()
    cap('EE', 10)
    for (let n = 0; n < 7; n++) {
      expect(await startEach([estonian(n)])).toMatchObject([{ kind: 'sent' }])
      forgetSums()
    }
    expect(await startEach([estonian(7)])).toEqual([{ kind: 'unavailable', policy: 'spendingCap' }])
    expect(
      alarms.mock.calls.filter(([line]) => (line as { event: string }).event === 'spending-cap.alarm'),
    ).toHaveLength(1)
    for (let n = 10; n < 13; n++) {
      await freshUser(estonian(n))
      forgetSums()
      expect(await startEach([estonian(n)], { purpose: 'PASSWORD_RESET' })).toMatchObject([{ kind: 'sent' }])
    }
    forgetSums()
    expect(await startEach([estonian(13), estonian(10)], { purpose: 'PASSWORD_RESET' })).toMatchObject([
      { kind: 'unavailable' },
      { kind: 'unavailable' },
    ])
  })

  test('the cap of one country does not affect others', async () => {
    cap('MT', 0)
    expect(await startEach(['+35699210001', '+35796123456'])).toMatchObject([{ kind: 'unavailable' }, { kind: 'sent' }])
  })

  test('meters messages to any number over the hour, but not resets of account owners', async () => {
    cap('IS', 200)
    const phone = (n: number) => `+35461112${String(n).padStart(2, '0')}`
    const use = (segments: number) => db().$executeRaw`
      INSERT INTO "Message" ("smsId", "to", "country", "template", "locale", "status", "gateway", "receiptToken", "createdAt", "expiresAt")
      SELECT gen_random_uuid(), '+3546111299', 'IS', 'signUpCode', 'en', 'DELIVERED', 'handset', gen_random_uuid(),
        now(), now() FROM generate_series(1, ${segments}::int)`
    await use(42)
    await recount()
    expect(await startEach([phone(1)])).toEqual([{ kind: 'unavailable', policy: 'spendingCap' }])
    // More than the burst of the whole cap, less than the share of sign-ups.
    await use(30)
    await recount()
    await freshUser(phone(2))
    expect(await startEach([phone(2)], { purpose: 'PASSWORD_RESET' })).toMatchObject([{ kind: 'sent' }])
    await db().$executeRaw`UPDATE "Message" SET "createdAt" = now() - interval '30 min' WHERE "country" = 'IS'`
    await recount()
    expect(await startEach([phone(1)])).toMatchObject([{ kind: 'sent' }])
  })

  test('counts the segments of sent and queued messages only', async () => {
    const ids = idsOf(await startEach(['+352628123401', '+352628123402', '+352628123403']))
    const segmentsUsed = async () => {
      const rows = await segmentsWithin(db(), { hours: 1, templates: [] })
      return rows.filter(({ country }) => country === 'LU').reduce((sum, { segments }) => sum + segments, 0)
    }
    expect(await segmentsUsed()).toBe(3)
    const messages = await db().message.findMany({ where: { verificationId: { in: ids } } })
    for (const { id } of messages.slice(0, 1)) await advanceMessage(db(), id, { status: 'ACCEPTED', segments: 4 })
    expect(await segmentsUsed()).toBe(6)
    for (const { id } of messages) await advanceMessage(db(), id, { status: 'FAILED' })
    expect(await segmentsUsed()).toBe(0)
  })

  test.each(['hour', 'day', 'countryDay'] as const)('enforces each cap: %s', async (which) => {
    const nothing = which === 'countryDay' ? new Map([['*', 0]]) : 0
    withSettings({ spendingCaps: { ...unbounded(), [which]: nothing } })
    expect(await startEach(['+353850123456'])).toEqual([{ kind: 'unavailable', policy: 'spendingCap' }])
  })

  test('enforces no cap if the fraud rules only report', async () => {
    withSettings({ spendingCaps: { ...unbounded(), hour: 0 }, fraudRules: 'report' })
    const audited = vi.spyOn(trail, 'audit')
    expect(await startEach(['+353850123457'])).toMatchObject([{ kind: 'sent' }])
    const detail = { country: 'IE', policy: 'hour', enforced: false }
    expect(audited).toHaveBeenCalledWith({ event: 'fraud.cap-reached', detail })
  })
})
