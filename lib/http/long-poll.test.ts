import { afterEach, describe, expect, test, vi } from 'vitest'
import { shutDown } from '@/lib/process/lifecycle'
import { longPoll } from './long-poll'
import { SLOTS_PER_CLIENT } from './stream-slots'

const asked = (signal?: AbortSignal) => new Request('http://localhost/', { signal })

/** Waits for the signal, like a source without changes. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(false), { once: true }))

const nothing = (watcher: string) => ({ watcher, look: async () => [], changed: untilAborted })

afterEach(() => vi.restoreAllMocks())

describe('long polling', () => {
  test('returns at once what is there', async () => {
    const changed = vi.fn()
    expect(await longPoll(asked(), { watcher: 'a', look: async () => [1], changed })).toEqual([1])
    expect(changed).not.toHaveBeenCalled()
  })

  test('looks again after each change until it finds something', async () => {
    const look = vi.fn<() => Promise<number[]>>().mockResolvedValue([])
    const changed = vi.fn(async () => true)
    look.mockResolvedValueOnce([]).mockResolvedValueOnce([]).mockResolvedValueOnce([2])
    expect(await longPoll(asked(), { watcher: 'b', look, changed })).toEqual([2])
    expect(changed).toHaveBeenCalledTimes(2)
  })

  test('returns an empty list after the longest time', async () => {
    expect(await longPoll(asked(), { ...nothing('c'), longestMs: 1 })).toEqual([])
  })

  test('ends when the client aborts, without reading again', async () => {
    const abort = new AbortController()
    const look = vi.fn(async () => [])
    const poll = longPoll(asked(abort.signal), { ...nothing('d'), look })
    abort.abort()
    expect(await poll).toEqual([])
    expect(await longPoll(asked(AbortSignal.abort()), { ...nothing('d'), look })).toEqual([])
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('ends on shutdown', async () => {
    const poll = longPoll(asked(), nothing('e'))
    await shutDown()
    expect(await poll).toEqual([])
  })

  test('serves a bounded number of requests of one client, and frees their slots, also after a failure', async () => {
    const abort = new AbortController()
    const polls = Array.from({ length: SLOTS_PER_CLIENT }, () => longPoll(asked(abort.signal), nothing('f')))
    expect(await longPoll(asked(), nothing('f'))).toBeNull()
    expect(await longPoll(asked(), { ...nothing('g'), longestMs: 1 })).toEqual([])
    abort.abort()
    await Promise.all(polls)
    const failing = { ...nothing('f'), look: () => Promise.reject(new Error('away')) }
    for (let n = 0; n <= SLOTS_PER_CLIENT; n++) await expect(longPoll(asked(), failing)).rejects.toThrow('away')
    expect(await longPoll(asked(), { ...nothing('f'), longestMs: 1 })).toEqual([])
  })
})
