import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { withSettings } from '@/lib/testing/guard'
import { started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { ADA, GRACE } from './people'
import { controlStage } from './stage-control'

const jar = vi.hoisted(() => ({ set: vi.fn() }))
vi.mock('next/headers', () => ({ cookies: async () => jar }))

beforeEach(async () => {
  withSettings({ carrierDelayMs: 0 })
  for (const { phone } of [ADA, GRACE]) {
    // As if the stage had used the number from the beginning.
    await db().stagePhone.upsert({
      where: { phone },
      create: { phone, since: new Date(0) },
      update: { since: new Date(0) },
    })
  }
  await controlStage({ do: 'start-over' })
  jar.set.mockClear()
})
afterEach(() => vi.restoreAllMocks())

const begin = (phone: string, account = 'none') => controlStage({ do: 'begin', phone, account })

async function rowsOf(phone: string) {
  const [messages, verifications, texts, users, optOuts, limits] = await Promise.all([
    db().message.count({ where: { to: phone } }),
    db().verification.count({ where: { phone } }),
    db().handsetMessage.count({ where: { to: phone } }),
    db().user.count({ where: { phone } }),
    db().optOut.count({ where: { phone } }),
    db().rateLimit.count({ where: { key: { contains: phone } } }),
  ])
  return { messages, verifications, texts, users, optOuts, limits }
}

const NOTHING = { messages: 0, verifications: 0, texts: 0, users: 0, optOuts: 0, limits: 0 }

/** Leaves rows of every kind. */
async function use(phone: string) {
  const of = await started({ phone })
  await dispatchMessage(of.messageId)
  await db().optOut.create({ data: { phone, gateway: 'handset' } })
  return of
}

describe('start over', () => {
  test('deletes all rows of the numbers that the stage has used', async () => {
    await begin(ADA.phone, 'exists')
    await use(ADA.phone)
    expect(Object.values(await rowsOf(ADA.phone)).every((count) => count > 0)).toBe(true)
    expect(await controlStage({ do: 'start-over' })).toBe('done')
    expect(await rowsOf(ADA.phone)).toEqual(NOTHING)
  })

  test('deletes no row of a number that the stage has not used, and none from before', async () => {
    const other = await use(GRACE.phone)
    const before = await rowsOf(other.phone)
    await controlStage({ do: 'start-over' })
    expect(await rowsOf(other.phone)).toEqual(before)
    await db().user.create({ data: { phone: GRACE.phone, name: 'Grace', passwordHash: 'x' } })
    await begin(GRACE.phone)
    await controlStage({ do: 'start-over' })
    expect(await rowsOf(GRACE.phone)).toMatchObject({ messages: 1, verifications: 1, texts: 1, users: 1, optOuts: 1 })
  })

  test.each(['start-over', 'new-browser'])('%s is refused while a gateway could reach real phones', async (what) => {
    await begin(ADA.phone)
    await use(ADA.phone)
    withSettings({ allSimulated: false })
    expect(await controlStage({ do: what })).toBe('refused')
    expect(await rowsOf(ADA.phone)).toMatchObject({ messages: 1, verifications: 1 })
  })
})

describe('begin', () => {
  test('as a person deletes what they did before, and makes the browser a new one', async () => {
    await begin(ADA.phone)
    await use(ADA.phone)
    expect(await begin(ADA.phone)).toBe('done')
    expect(await rowsOf(ADA.phone)).toEqual(NOTHING)
    expect(jar.set).toHaveBeenCalledWith('latchkey-browser', expect.stringMatching(/^.{22}$/), expect.anything())
    expect(jar.set).toHaveBeenCalledWith('latchkey-session', '', expect.objectContaining({ maxAge: 0 }))
  })

  test('creates an account for a person who should have one', async () => {
    await begin(GRACE.phone, 'exists')
    expect(await rowsOf(GRACE.phone)).toEqual({ ...NOTHING, users: 1, limits: 1 })
  })

  test.each<[string, object]>([
    ['a number that is not a person of the stage', { do: 'begin', phone: '+12025550199', account: 'none' }],
    ['a further field', { do: 'start-over', phone: ADA.phone }],
    ['an unknown command', { do: 'delete' }],
    ['an id that is no UUID', { do: 'expire', id: '1' }],
  ])('%s is rejected', async (_, input) => {
    expect(await controlStage(input)).toBe('invalid')
  })
})

describe('expire', () => {
  test('ends a code of the stage at once', async () => {
    await begin(ADA.phone)
    const of = await started({ phone: ADA.phone })
    expect(await controlStage({ do: 'expire', id: of.id })).toBe('done')
    expect(await check(of)).toEqual({ kind: 'expired' })
  })

  test('does not touch a code that the stage did not start', async () => {
    await begin(ADA.phone)
    const of = await started()
    expect(await controlStage({ do: 'expire', id: of.id })).toBe('invalid')
    expect(await check(of)).toMatchObject({ kind: 'approved' })
  })
})
