import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { dispatchWaiting } from '@/lib/delivery/dispatch'
import { OVERALL, sendsTo } from '@/lib/guard/spread-rules'
import { tallyOf } from '@/lib/guard/tallies'
import { withSettings } from '@/lib/testing/guard'
import { sumsOfCaps } from '@/lib/testing/spend'
import { freshStart } from '@/lib/testing/verifications'
import { compose } from '@/lib/verification/compose-message'
import { initiate, type StartOutcome } from '@/lib/verification/initiate'
import { type Attack, beginAttack, progressLines } from './attack'
import { attackRows, attackStart, STARTS } from './attackers'

afterEach(() => vi.restoreAllMocks())

/** Long enough for any machine, because the tests compare counts. */
const longestMs = 150_000
const WHOLE_ATTACK = { timeout: 180_000 }
const SHARE = 0.01

function begun(signal = new AbortController().signal): Attack {
  const attack = beginAttack('sms-pumping', signal, { longestMs })
  if (typeof attack === 'string') throw new Error(attack)
  return attack
}

/** Does what the outbox worker of a server does. */
const dispatchAll = async () => Promise.all(await dispatchWaiting(compose, { most: 200 }))

/** Counts the rows that an attack may cause. */
async function rowsOfAttack() {
  const { range } = attackRows()
  const to = { startsWith: range }
  return {
    verifications: await db().verification.count({ where: { range } }),
    messages: await db().message.count({ where: { to } }),
    events: await db().messageEvent.count({ where: { message: { to } } }),
    handsetMessages: await db().handsetMessage.count({ where: { to } }),
    limits: await db().rateLimit.count({
      where: { OR: [range, ':198.18.', 'stage-attack'].map((part) => ({ key: { contains: part } })) },
    }),
  }
}

const NONE = { verifications: 0, messages: 0, events: 0, handsetMessages: 0, limits: 0 }

const spentInCountry = async () =>
  (await sumsOfCaps()).filter(({ country }) => country === 'US').reduce((sum, { segments }) => sum + segments, 0)

/** All rows of a user, for comparison. */
async function rowsOfUser(phone: string) {
  const verifications = await db().verification.findMany({ where: { phone } })
  const limits = await db().rateLimit.findMany({ where: { key: { contains: phone } }, orderBy: { key: 'asc' } })
  return { verifications, limits }
}

describe('SMS pumping', () => {
  test(
    'sends at most one in a hundred messages, while a user of the same country is served, and leaves no rows',
    WHOLE_ATTACK,
    async () => {
      // Messages of other tests would be dispatched meanwhile, and change what is spent.
      await db().message.updateMany({ where: { status: { in: ['QUEUED', 'SENDING'] } }, data: { status: 'CANCELED' } })
      const [spentBefore, user, laterUser] = [await spentInCountry(), freshStart(), freshStart()]
      const attack = begun()
      let during: StartOutcome | undefined
      let most = NONE
      for await (const line of progressLines(attack)) {
        await dispatchAll()
        const { attempted, sent } = JSON.parse(line)
        if (attempted > 500 && !during) {
          most = await rowsOfAttack()
          during = await initiate(user)
        }
        expect(sent).toBeLessThanOrEqual(STARTS * SHARE)
      }
      await attack.done
      const { attempted, sent, refused, segmentsPerMessage } = attack.progress
      expect(attempted).toBe(STARTS)
      expect(sent).toBeGreaterThan(0)
      expect(sent).toBeLessThanOrEqual(STARTS * SHARE)
      expect(Object.values(refused).reduce((sum, one) => sum + one, sent)).toBe(STARTS)
      expect(refused.closedRange).toBeGreaterThan(STARTS / 2)
      expect(segmentsPerMessage).toBe(1)
      expect(during).toMatchObject({ kind: 'sent' })
      expect(await initiate(laterUser)).toMatchObject({ kind: 'sent' })

      expect(Object.values(most)).not.toContain(0)
      expect(await rowsOfAttack()).toEqual(NONE)
      for (const { phone } of [user, laterUser]) {
        const { verifications, limits } = await rowsOfUser(phone)
        expect(verifications).toHaveLength(1)
        expect(limits.map(({ key, hits }) => [key.split(':')[0], hits.length])).toEqual([
          ['sendsPerBrowser', 1],
          ['sendsPerBucket', 1],
          ['sendsPerPhone', 1],
        ])
      }
      expect((await spentInCountry()) - spentBefore).toBe(2)
      for (const subject of [sendsTo('US'), OVERALL])
        expect(tallyOf(subject, 'hour')).toEqual({ attempted: 2, succeeded: 0 })
    },
  )

  test('stops when its client leaves, deletes its rows, and only then allows another', async () => {
    const client = new AbortController()
    const attack = begun(client.signal)
    expect(beginAttack('sms-pumping', client.signal)).toBe('running')
    for await (const line of progressLines(attack)) if (JSON.parse(line).sent > 0) client.abort()
    const { attempted } = attack.progress
    expect(attempted).toBeGreaterThan(0)
    expect(attempted).toBeLessThan(STARTS)
    expect(await rowsOfAttack()).toEqual(NONE)
    const next = begun(AbortSignal.abort())
    await next.done
    expect(next.progress.attempted).toBe(0)
  })

  test('stops after its time, and reports only what it attempted', async () => {
    const attack = beginAttack('sms-pumping', new AbortController().signal, { longestMs: 500 })
    if (typeof attack === 'string') throw new Error(attack)
    await attack.done
    const { attempted, sent, refused } = attack.progress
    expect(attempted).toBeLessThan(STARTS)
    expect(Object.values(refused).reduce((sum, one) => sum + one, sent)).toBe(attempted)
  })

  test('deletes what an attack left that was killed', async () => {
    for (let n = 0; n < 3; n++) expect(await initiate(attackStart(n))).toMatchObject({ kind: 'sent' })
    expect((await rowsOfAttack()).verifications).toBe(3)
    await begun(AbortSignal.abort()).done
    expect(await rowsOfAttack()).toEqual(NONE)
  })

  test('deletes no verification of a browser that uses a number of the attack', async () => {
    const outcome = await initiate(freshStart({ phone: attackStart(0).phone }))
    await begun(AbortSignal.abort()).done
    if (outcome.kind !== 'sent') throw new Error(outcome.kind)
    expect(await db().message.count({ where: { id: outcome.messageId } })).toBe(1)
    await db().verification.delete({ where: { id: outcome.id } })
  })

  test.each([
    ['a message could reach a real phone', { smsRoutes: [{ prefix: '', value: ['handset', 'twilio'] as const }] }],
    ['the server is live', { mode: 'live' as const }],
  ])('is forbidden where %s', async (_, settings) => {
    withSettings(settings as Parameters<typeof withSettings>[0])
    expect(beginAttack('sms-pumping', new AbortController().signal)).toBe('forbidden')
  })

  test('uses 200 client IPs of many networks, and a new browser for each start', () => {
    const starts = Array.from({ length: STARTS }, (_, n) => attackStart(n))
    const distinct = (values: string[]) => new Set(values).size
    expect(distinct(starts.map(({ phone }) => phone))).toBe(80)
    expect(distinct(starts.map(({ clientIp }) => clientIp))).toBe(200)
    expect(distinct(starts.map(({ clientIp }) => clientIp.split('.').slice(0, 3).join('.')))).toBe(50)
    expect(distinct(starts.map(({ browserHash }) => browserHash))).toBe(STARTS)
    expect(starts.every(({ phone }) => /^\+190755501[2-9]\d$/.test(phone))).toBe(true)
  })
})
