import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitForOutboxSignal, wakeOutboxWorker } from './outbox-signal'

const never = new AbortController().signal

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Returns how long the signal takes while `meanwhile` happens after 100 ms. */
async function waited(meanwhile: () => void = () => {}, stop: AbortSignal = never): Promise<number> {
  const start = Date.now()
  setTimeout(meanwhile, 100)
  const ended = waitForOutboxSignal(250, stop).then(() => Date.now() - start)
  await vi.advanceTimersByTimeAsync(1000)
  return ended
}

test('an idle worker waits for its polling interval', async () => {
  expect(await waited()).toBe(250)
})

test('an idle worker wakes at once', async () => {
  expect(await waited(wakeOutboxWorker)).toBe(100)
})

test('a worker that is busy when it is woken does not wait, once', async () => {
  wakeOutboxWorker()
  wakeOutboxWorker()
  expect(await waited()).toBe(0)
  expect(await waited()).toBe(250)
})

test('a shutdown ends the wait', async () => {
  const stop = new AbortController()
  expect(await waited(() => stop.abort(), stop.signal)).toBe(100)
  expect(await waited(() => {}, stop.signal)).toBe(0)
})
