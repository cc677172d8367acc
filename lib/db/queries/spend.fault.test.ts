import { beforeEach, expect, test } from 'vitest'
import { type Db, db, type Tx } from '@/lib/db/driver/client'
import { until } from '@/lib/testing/faults/until'
import { queued, sumsOfCaps, sumsOfMessages } from '@/lib/testing/spend'
import { type Advance, advanceMessage, advanceMessages } from './messages'
import { addSpendToTotals, rebuildSpend } from './spend'

beforeEach(async () => {
  await rebuildSpend(db())
})

const blocked = async (): Promise<number> => {
  const rows = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return rows[0]?.count ?? 0
}

/** Begins the statements one after the other while a transaction holds locks, and ends it once all of them wait. */
async function whileHeld<T>(hold: (tx: Tx) => Promise<unknown>, statements: (() => Promise<T>)[]): Promise<T[]> {
  const running: Promise<T>[] = []
  await db().$transaction(async (tx) => {
    await hold(tx)
    for (const statement of statements) {
      running.push(statement())
      await until('it waits', async () => (await blocked()) === running.length)
    }
  })
  return Promise.all(running)
}

const lockMessage = (id: string) => (tx: Tx) =>
  tx.$queryRaw`SELECT 1 FROM "Message" WHERE "id" = ${id}::uuid FOR UPDATE`

test('results of one message that wait for each other change its status and its cost by what they find then', async () => {
  const id = await queued()
  const advances: Advance[] = [
    { status: 'ACCEPTED', segments: 3 },
    { status: 'ACCEPTED', segments: 3 },
    { status: 'FAILED' },
    { status: 'FAILED' },
    { status: 'DELIVERED' },
    { status: 'DELIVERED' },
  ]
  const advanced = await whileHeld(
    lockMessage(id),
    advances.map((to) => () => advanceMessage(db(), id, to)),
  )
  // Statements may get the lock in another order than they asked for it.
  const reached = advances.filter((_, n) => advanced[n]).map(({ status }) => status)
  const events = await db().messageEvent.findMany({ where: { messageId: id }, orderBy: { id: 'asc' } })
  const seen = events.map(({ status }) => status)
  expect(seen.toSorted()).toEqual(['QUEUED' as const, ...reached].toSorted())
  expect(seen).toEqual(['QUEUED', 'ACCEPTED', 'FAILED', 'DELIVERED'].filter((one) => seen.some((is) => is === one)))
  expect(seen.at(-1)).toBe('DELIVERED')
  expect(await sumsOfCaps()).toEqual(await sumsOfMessages())
})

test('batches with the same messages in opposite order do not deadlock', async () => {
  const ids = [await queued(), await queued(), await queued()].toSorted()
  const record = (order: string[]) => () =>
    advanceMessages(
      db(),
      order.map((id) => ({ id, status: 'ACCEPTED' as const, segments: 1 })),
    )
  const advanced = await whileHeld(lockMessage(ids[1] ?? ''), [record(ids), record(ids.toReversed())])
  expect(advanced.map(({ size }) => size)).toEqual([3, 0])
})

test('a rebuild waits for changes that are being added to the totals', async () => {
  await queued({ country: 'XR' })
  await whileHeld((tx) => addSpendToTotals(tx as Db, 1000), [() => rebuildSpend(db())])
  expect(await sumsOfCaps()).toEqual(await sumsOfMessages())
})
