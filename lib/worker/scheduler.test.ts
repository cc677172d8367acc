import { expect, test, vi } from 'vitest'
import { PURGED_AT_ONCE } from '@/lib/db/queries/purges'
import { Scheduler } from './scheduler'

const retained = (what: string, purge: () => Promise<number>) => ({ what, kept: 'a while', why: 'a test', purge })

/** Runs a scheduler by the test's own clock. */
function schedulerOf(of: ConstructorParameters<typeof Scheduler>[0]) {
  const now = { ms: 1 }
  const scheduler = new Scheduler({ chores: [], ...of, nowMs: () => now.ms })
  const look = async (ms: number) => {
    now.ms = ms
    await scheduler.keep()
    await scheduler.end()
  }
  return { scheduler, look }
}

test('a full batch is followed by another at the next look, one that is not full in a minute', async () => {
  const batches = [PURGED_AT_ONCE, PURGED_AT_ONCE, 3, 0]
  const purge = vi.fn(async () => batches.shift() ?? 0)
  const { look } = schedulerOf({ retained: [retained('rows', purge)] })
  for (const ms of [1, 250, 500, 750, 60_499]) await look(ms)
  expect(purge).toHaveBeenCalledTimes(3)
  await look(60_500)
  expect(purge).toHaveBeenCalledTimes(4)
})

test('nothing waits for a purge: while one is at it, all else is done, and no second one is begun', async () => {
  let finish = (_count: number) => {}
  const purge = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)))
  const chore = vi.fn(async () => {})
  const { scheduler } = schedulerOf({
    retained: [retained('rows', purge)],
    chores: [{ what: 'leases', everyMs: 0, run: chore }],
  })
  await scheduler.keep()
  await scheduler.keep()
  expect([chore.mock.calls.length, purge.mock.calls.length]).toEqual([2, 1])
  finish(0)
  await scheduler.end()
})

test('a purge that fails keeps no other from being done', async () => {
  const purge = vi.fn(async () => 0)
  const failing = () => Promise.reject(new Error('no'))
  const { look } = schedulerOf({ retained: [retained('broken', failing), retained('rows', purge)] })
  await look(1)
  expect(purge).toHaveBeenCalledTimes(1)
})
