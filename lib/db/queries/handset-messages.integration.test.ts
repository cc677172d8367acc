import { describe, expect, it } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { freshPhone } from '@/lib/testing/verifications'
import {
  arrivedMessages,
  clearHandset,
  insertArrivedMessage,
  insertHandsetMessage,
  markReported,
  messagesAfter,
  phonesWithMessages,
  unreportedArrivals,
} from './handset-messages'

const ALL = 1_000_000
const CARRIED = {
  from: 'Latchkey',
  reference: 'r',
  gateway: 'handset',
  receipt: 'DELIVERED',
  receiptDetail: null,
  carrierMs: 0,
}

const insert = (to: string, body: string, delayMs = 0) => insertHandsetMessage(db(), { ...CARRIED, to, body, delayMs })
const unreported = async () => (await unreportedArrivals(db(), ALL)).map(({ id }) => id)

/** Moves the arrival of a message into the past. */
const arrivedAgo = (id: string, seconds: number) =>
  db().$executeRaw`
    UPDATE "HandsetMessage" SET "arrivesAt" = now() - make_interval(secs => ${seconds}::int) WHERE "id" = ${id}::uuid`

it('shows messages of an external carrier, but sends no delivery receipts for them', async () => {
  const to = freshPhone()
  await insertArrivedMessage(db(), { to, from: 'Latchkey', body: 'brought' })
  const own = await insert(to, 'own')
  const shown = await arrivedMessages(db(), to, ALL)
  expect(shown.map((message) => message.body).toSorted()).toEqual(['brought', 'own'])
  const due = await unreported()
  expect(shown.map((message) => message.id).filter((id) => due.includes(id))).toEqual([own])
  await markReported(db(), own)
})

describe('messages after another one', () => {
  it('are those that arrived later on the same phone, oldest first', async () => {
    const to = freshPhone()
    const [second, first, third] = [await insert(to, 'second'), await insert(to, 'first'), await insert(to, 'third')]
    for (const [id, seconds] of [
      [first, 3],
      [second, 2],
      [third, 1],
    ] as const)
      await arrivedAgo(id, seconds)
    await arrivedAgo(await insert(freshPhone(), "another phone's"), 1)
    await arrivedAgo(await insert(to, ''), 1)
    await insert(to, 'on its way', 60_000)
    const bodiesAfter = async (id: string | null, limit = ALL) =>
      (await messagesAfter(db(), { to, after: id, limit })).map(({ body }) => body)
    expect(await bodiesAfter(null)).toEqual(['first', 'second', 'third'])
    expect(await bodiesAfter(null, 1)).toEqual(['first'])
    expect(await bodiesAfter(first)).toEqual(['second', 'third'])
    expect(await bodiesAfter(third)).toEqual([])
  })

  it('are all messages if that one was deleted or is on another phone', async () => {
    const to = freshPhone()
    await insert(to, 'text')
    const other = await insert(freshPhone(), "another phone's")
    for (const after of [crypto.randomUUID(), other])
      expect(await messagesAfter(db(), { to, after, limit: ALL })).toHaveLength(1)
  })
})

describe('emptying a phone', () => {
  it('deletes what has arrived on this phone only, and keeps receipts that are due and messages under way', async () => {
    const [to, other] = [freshPhone(), freshPhone()]
    const reported = await insert(to, 'reported')
    await markReported(db(), reported)
    const due = await insert(to, 'due')
    const underWay = await insert(to, 'under way', 60_000)
    const others = await insert(other, "another phone's")
    await clearHandset(db(), to)
    expect(await arrivedMessages(db(), to, ALL)).toEqual([])
    expect(await arrivedMessages(db(), other, ALL)).toHaveLength(1)
    expect(await db().handsetMessage.count({ where: { id: reported } })).toBe(0)
    expect(await unreported()).toEqual(expect.arrayContaining([due, others]))
    await arrivedAgo(underWay, 1)
    expect(await arrivedMessages(db(), to, ALL)).toMatchObject([{ body: 'under way' }])
    for (const id of [due, underWay, others]) await markReported(db(), id)
  })
})

it('lists phones with their newest arrived message, without messages that are on their way or lost', async () => {
  const [first, second, waiting, lost] = [freshPhone(), freshPhone(), freshPhone(), freshPhone()]
  const insertFrom = (to: string, from: string, body: string, delayMs = 0) =>
    insertHandsetMessage(db(), { ...CARRIED, to, from, body, delayMs })
  await insertFrom(first, 'Older', 'one', -2_000)
  await insertFrom(second, 'Latchkey', 'two', -1_000)
  await insertFrom(first, 'Newer', 'three')
  await insertFrom(first, 'Later', 'on its way', 60_000)
  await insertFrom(waiting, 'Latchkey', 'on its way', 60_000)
  await insertFrom(lost, 'Latchkey', '')
  const own = new Set([first, second, waiting, lost])
  const listed = (await phonesWithMessages(db(), ALL)).filter(({ to }) => own.has(to))
  expect(listed.map(({ to, from }) => [to, from])).toEqual([
    [first, 'Newer'],
    [second, 'Latchkey'],
  ])
})
