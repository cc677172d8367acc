import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exchangeTallies } from '@/lib/db/queries/tallies'
import { shutDown } from '@/lib/process/lifecycle'
import { count, exchange, forgetTallies } from './tallies'

vi.mock('@/lib/db/driver/client', () => ({ db: () => ({}) }))
vi.mock('@/lib/db/queries/tallies', () => ({ exchangeTallies: vi.fn() }))

const exchanged = vi.mocked(exchangeTallies)
const OUTAGE = new Error('the database is down')
const ONE = [{ subject: 'codes', attempted: 1, succeeded: 0 }]

beforeEach(() => {
  vi.useFakeTimers()
  exchanged.mockReset().mockResolvedValue([])
  forgetTallies()
})
afterEach(() => {
  vi.useRealTimers()
})

test('retries a failed exchange every second without another count', async () => {
  exchanged.mockRejectedValueOnce(OUTAGE).mockRejectedValueOnce(OUTAGE)
  count('codes', { attempted: 1 })
  await vi.advanceTimersByTimeAsync(3000)
  expect(exchanged.mock.calls.map(([, changes]) => changes)).toEqual([ONE, ONE, ONE])
  await vi.advanceTimersByTimeAsync(3000)
  expect(exchanged).toHaveBeenCalledTimes(3)
})

test('an exchange that fails without counts is not retried', async () => {
  exchanged.mockRejectedValueOnce(OUTAGE)
  await expect(exchange()).rejects.toBe(OUTAGE)
  await vi.advanceTimersByTimeAsync(3000)
  expect(exchanged).toHaveBeenCalledTimes(1)
})

test('exchanges before the process ends, and only once if that fails', async () => {
  for (let n = 0; n < 5; n++) exchanged.mockRejectedValueOnce(OUTAGE)
  count('codes', { attempted: 1 })
  await shutDown()
  await vi.advanceTimersByTimeAsync(3000)
  expect(exchanged.mock.calls.map(([, changes]) => changes)).toEqual([ONE])
})
