import { expect, test } from 'vitest'
import type { CountedAuditEvent, NewAuditEvent } from '@/lib/db/queries/audit-events'
import { AuditQueue } from './queue'

const row = (changes: Partial<NewAuditEvent> = {}): NewAuditEvent => ({
  event: 'limit.hit',
  userId: null,
  phone: null,
  phoneKey: 'a',
  ipKey: null,
  detail: { policy: 'sendsPerPhone' },
  ...changes,
})

/** Returns a queue with a fake store and clock. */
function scene(most = 10) {
  const stored: CountedAuditEvent[][] = []
  const logged: [string, number][] = []
  const now = { ms: 0, isAway: false }
  const queue = new AuditQueue({
    store: async (events) => {
      if (now.isAway) throw new Error('away')
      stored.push(events)
    },
    log: ({ event }, count) => logged.push([event, count]),
    most,
    nowMs: () => now.ms,
  })
  return { queue, stored, logged, now }
}

test('stores a flood of equal events as one row with a count, in one write', async () => {
  const { queue, stored, logged } = scene()
  for (let n = 0; n < 5000; n++) queue.add(row())
  queue.add(row({ phoneKey: 'b' }))
  await queue.flush()
  expect(stored.map((batch) => batch.map(({ phoneKey, count }) => [phoneKey, count]))).toEqual([
    [
      ['a', 5000],
      ['b', 1],
    ],
  ])
  expect(logged).toEqual([
    ['limit.hit', 1],
    ['limit.hit', 1],
    ['limit.hit', 4999],
  ])
  expect(queue.isEmpty).toBe(true)
})

test('bounds the number of distinct queued events and reports those beyond as lost', async () => {
  const { queue, stored } = scene(3)
  for (let n = 0; n < 8; n++) queue.add(row({ phoneKey: `${n}` }))
  queue.add(row({ phoneKey: '0' }))
  await queue.flush()
  expect(stored[0]?.map(({ phoneKey, count }) => `${phoneKey}×${count}`)).toEqual(['0×2', '1×1', '2×1'])
  expect(queue.isEmpty).toBe(true)
})

test('stores events after a database outage with their original time, and logs each once', async () => {
  const { queue, stored, logged, now } = scene()
  now.isAway = true
  queue.add(row())
  await queue.flush()
  expect(queue.isEmpty).toBe(false)
  Object.assign(now, { ms: 9000, isAway: false })
  queue.add(row())
  await queue.flush()
  expect(stored).toEqual([[{ ...row(), count: 2, secondsAgo: 9 }]])
  expect(logged).toEqual([
    ['limit.hit', 1],
    ['limit.hit', 1],
  ])
})

test('drops events that cannot be stored at shutdown, without delaying it', async () => {
  const { queue, now } = scene()
  now.isAway = true
  queue.add(row())
  await queue.flush({ atOnce: true })
  expect(queue.isEmpty).toBe(true)
})

test('leaves an event added during a write for the next one, and writes none twice', async () => {
  const { queue, stored } = scene()
  queue.add(row())
  const flushes = [queue.flush(), queue.flush()]
  queue.add(row({ phoneKey: 'late' }))
  await Promise.all([...flushes, queue.flush()])
  expect(stored.flat().map(({ phoneKey, count }) => [phoneKey, count])).toEqual([
    ['a', 1],
    ['late', 1],
  ])
})

test('logs events when they happen, so that the log preserves their order', () => {
  const { queue, logged } = scene()
  for (const event of ['code.approved', 'sign-in', 'code.approved'] as const) queue.add(row({ event }))
  expect(logged).toEqual([
    ['code.approved', 1],
    ['sign-in', 1],
  ])
})
