import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { circuits, isDegraded, isRoutable, letsThrough, setDegraded, throughBreaker } from './circuit-breakers'
import type { DispatchResult } from './gateways/gateway'

const ACCEPTED: DispatchResult = { kind: 'accepted' }
const UNKNOWN: DispatchResult = { kind: 'unknown', reason: 'no response' }
const refused = (because: 'number' | 'opted-out' | 'account' | 'transient'): DispatchResult => ({
  kind: 'refused',
  because,
  reason: 'no',
})

let gateway = ''
let count = 0
beforeEach(() => {
  vi.useFakeTimers()
  gateway = `gateway-${count++}`
})
afterEach(() => {
  setDegraded([])
  vi.useRealTimers()
})

const answer = (result: DispatchResult, times = 1) =>
  Promise.all(Array.from({ length: times }, () => throughBreaker(gateway, async () => result)))

describe('circuit breaker', () => {
  test.each([
    ['unknown outcomes', UNKNOWN],
    ['account refusals', refused('account')],
    ['transient refusals', refused('transient')],
  ])('opens the circuit after five %s and then stops calling the gateway', async (_, result) => {
    await answer(result, 4)
    expect(letsThrough(gateway)).toBe(true)
    await answer(result)
    expect(letsThrough(gateway)).toBe(false)
    const call = vi.fn(async () => ACCEPTED)
    expect(await throughBreaker(gateway, call)).toMatchObject({ kind: 'refused', because: 'transient' })
    expect(call).not.toHaveBeenCalled()
  })

  test.each(['number', 'opted-out'] as const)(
    'does not open the circuit for refusals of a phone number (%s)',
    async (because) => {
      await answer(refused(because), 30)
      expect(letsThrough(gateway)).toBe(true)
    },
  )

  test('keeps the circuit closed while more calls succeed than fail', async () => {
    for (let n = 0; n < 20; n++) {
      await answer(ACCEPTED, 2)
      await answer(UNKNOWN)
    }
    expect(letsThrough(gateway)).toBe(true)
  })

  test('lets one probe through after ten seconds and rejects other calls without waiting for it', async () => {
    await answer(UNKNOWN, 5)
    vi.advanceTimersByTime(9_999)
    expect(letsThrough(gateway)).toBe(false)
    vi.advanceTimersByTime(1)
    expect(letsThrough(gateway)).toBe(true)
    let finish: (result: DispatchResult) => void = () => {}
    const probe = throughBreaker(gateway, () => new Promise<DispatchResult>((resolve) => (finish = resolve)))
    expect(letsThrough(gateway)).toBe(false)
    expect(await throughBreaker(gateway, async () => ACCEPTED)).toMatchObject({ kind: 'refused' })
    finish(ACCEPTED)
    expect(await probe).toEqual(ACCEPTED)
    expect(letsThrough(gateway)).toBe(true)
  })

  test('keeps the circuit open for another ten seconds when the probe fails', async () => {
    await answer(UNKNOWN, 5)
    vi.advanceTimersByTime(10_000)
    await answer(UNKNOWN)
    expect(letsThrough(gateway)).toBe(false)
    vi.advanceTimersByTime(10_000)
    expect(letsThrough(gateway)).toBe(true)
  })

  test('pauses a gateway as long as its Retry-After requests, but for at most five minutes', async () => {
    await answer({ kind: 'refused', because: 'transient', reason: 'busy', retryAfterSeconds: 60 })
    vi.advanceTimersByTime(59_999)
    expect(letsThrough(gateway)).toBe(false)
    vi.advanceTimersByTime(1)
    expect(letsThrough(gateway)).toBe(true)
    await answer({ kind: 'refused', because: 'transient', reason: 'busy', retryAfterSeconds: 86_400 })
    vi.advanceTimersByTime(300_000)
    expect(letsThrough(gateway)).toBe(true)
  })

  test('schedules probes by the clock, so that routability does not depend on the last probe', async () => {
    vi.setSystemTime(new Date('2026-01-01T00:00:05Z'))
    expect(isRoutable(gateway)).toBe(true)
    await answer(UNKNOWN, 5)
    const routableInTwentySeconds = async (probe: boolean) => {
      vi.setSystemTime(new Date('2026-01-01T00:00:15Z'))
      if (probe) await answer(UNKNOWN)
      return Array.from({ length: 20 }, (_, n) => {
        vi.setSystemTime(Date.parse('2026-01-01T00:00:15Z') + n * 1000)
        return isRoutable(gateway)
      })
    }
    const told = await routableInTwentySeconds(false)
    expect(told.map((yes, n) => (yes ? n : -1)).filter((n) => n >= 0)).toEqual([5, 6, 15, 16])
    expect(await routableInTwentySeconds(true)).toEqual(told)
  })

  test('keeps a separate circuit for each gateway', async () => {
    await answer(UNKNOWN, 5)
    expect(letsThrough(`${gateway}-other`)).toBe(true)
  })

  test('reports the circuit and the degraded state of each gateway', async () => {
    await answer(UNKNOWN, 5)
    setDegraded([gateway])
    expect(circuits()[gateway]).toEqual({ circuit: 'open', fewReceipts: true })
    expect(isDegraded(gateway)).toBe(true)
  })
})
