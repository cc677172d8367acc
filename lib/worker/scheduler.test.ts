import { expect, test, vi } from 'vitest'
import { PURGED_AT_ONCE } from '@/lib/db/queries/purges'
import { Scheduler } from './scheduler'

const retained = (what: string, purge: () => Promise<number>) => ({ what, kept: 'a while', why: 'a test', purge })

/** Creates a scheduler with a controlled clock. */
function schedulerOf(of: ConstructorParameters<typeof Scheduler>[0]) {
  const now = { ms: 1 }
  const scheduler = new Scheduler({ jobs: [], ...of, nowMs: () => now.ms })
  const tick = async (ms: number) => {
    now.ms = ms
    scheduler.startDue()
    await scheduler.end()
  }
  return { scheduler, tick }
}

test('purges again at the next tick after a full batch, and otherwise after a minute', async () => {
  const batches = [PURGED_AT_ONCE, PURGED_AT_ONCE, 3, 0]
  const purge = vi.fn(async () => batches.shift() ?? 0)
  const { tick } = schedulerOf({ retained: [retained('rows', purge)] })
  for (const ms of [1, 250, 500, 750, 60_499]) await tick(ms)
  expect(purge).toHaveBeenCalledTimes(3)
  await tick(60_500)
  expect(purge).toHaveBeenCalledTimes(4)
})

test('runs other jobs during a purge, and starts no second purge meanwhile', async () => {
  let finish = (_count: number) => {}
  const purge = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)))
  const job = vi.fn(async () => {})
  const { scheduler } = schedulerOf({
    retained: [retained('rows', purge)],
    jobs: [{ what: 'leases', everyMs: 0, run: job }],
  })
  await vi.waitFor(() => {
    scheduler.startDue()
    expect(job.mock.calls.length).toBeGreaterThan(1)
  })
  expect(purge).toHaveBeenCalledTimes(1)
  finish(0)
  await scheduler.end()
})

test('runs the other purges when one fails', async () => {
  const purge = vi.fn(async () => 0)
  const failing = () => Promise.reject(new Error('no'))
  const { tick } = schedulerOf({ retained: [retained('broken', failing), retained('rows', purge)] })
  await tick(1)
  expect(purge).toHaveBeenCalledTimes(1)
})
