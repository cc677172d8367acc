import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from '@/lib/log/log'
import { createPageWatcher, type WatchedPage } from './page-watcher'

const SECOND = 1000

let versions: Map<string, string>
const readVersions = vi.fn(async (pages: WatchedPage[]) => pages.map(({ id }) => versions.get(id) ?? ''))
let watcher: ReturnType<typeof createPageWatcher>

beforeEach(() => {
  vi.useFakeTimers()
  versions = new Map()
  readVersions.mockClear()
  watcher = createPageWatcher(readVersions)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Opens a page, and counts its computations. */
function opened(id: string, changes: Partial<WatchedPage> = {}) {
  const browser = new AbortController()
  const watched: WatchedPage = { id, counters: [], dueAt: Number.POSITIVE_INFINITY, ...changes }
  const page = { watched, computed: 0, isOver: false, leave: () => browser.abort() }
  const follow = async () => {
    while (await watcher.changed(watched, browser.signal)) page.computed++
    page.isOver = true
  }
  void follow()
  return page
}

/** Opens a page, and resets the counts after the first read. */
async function settled(id: string, changes?: Partial<WatchedPage>) {
  const page = opened(id, changes)
  await vi.advanceTimersByTimeAsync(SECOND)
  page.computed = 0
  readVersions.mockClear()
  return page
}

test('reads the versions of all pages together, once a second', async () => {
  for (let n = 0; n < 200; n++) opened(`page ${n}`)
  await vi.advanceTimersByTimeAsync(10 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(10)
  expect(readVersions.mock.calls.map(([pages]) => pages.length)).toEqual(Array(10).fill(200))
})

test('recomputes a page after the first read, for changes since it was opened', async () => {
  const page = opened('new')
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(page.computed).toBe(1)
})

test('recomputes a page only if its version has changed', async () => {
  const [changing, other] = [await settled('changing'), await settled('other')]
  changing.computed = 0
  versions.set('changing', 'another')
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect([changing.computed, other.computed]).toEqual([1, 0])
})

test('recomputes a page when it is due, without a write', async () => {
  const page = await settled('due', { dueAt: performance.now() + 5 * SECOND })
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect(page.computed).toBe(0)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(page.computed).toBe(1)
})

test('detects a change during a computation', async () => {
  const watched: WatchedPage = { id: 'busy', counters: [], dueAt: Number.POSITIVE_INFINITY }
  const readOnce = async () => {
    const waiting = watcher.changed(watched, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(SECOND)
    return waiting
  }
  await readOnce()
  versions.set('busy', 'another')
  expect(await readOnce()).toBe(true)
})

test('ends all pages and logs once if versions cannot be read, and accepts reconnects', async () => {
  const error = vi.spyOn(log(), 'error').mockImplementation(() => {})
  const pages = [await settled('one'), await settled('two')]
  readVersions.mockRejectedValueOnce(new Error('database unavailable'))
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(pages.map(({ isOver }) => isOver)).toEqual([true, true])
  expect(error).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
  expect((await settled('one again')).isOver).toBe(false)
})

test('stops reading after the last page has left, and resumes with the next one', async () => {
  const pages = [await settled('one'), await settled('two')]
  for (const { leave } of pages) leave()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(0)
  expect(pages.map(({ isOver }) => isOver)).toEqual([true, true])
  opened('three')
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(readVersions).toHaveBeenCalledTimes(1)
})

test('does not wait for a disconnected browser', async () => {
  expect(await watcher.changed({ id: 'gone', counters: [], dueAt: 0 }, AbortSignal.abort())).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
})

test('never reads concurrently, even if pages leave and join during a read', async () => {
  const page = await settled('slow')
  let respond = (_: string[]) => {}
  readVersions.mockImplementationOnce(() => new Promise((resolve) => (respond = resolve)))
  await vi.advanceTimersByTimeAsync(SECOND)
  page.leave()
  const next = opened('next')
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(1)
  respond(['another'])
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(4)
  expect([page.computed, next.computed]).toEqual([0, 1])
})

test('removes its abort listener after each wait', async () => {
  const browser = new AbortController()
  const added = vi.spyOn(browser.signal, 'addEventListener')
  const removed = vi.spyOn(browser.signal, 'removeEventListener')
  const watched: WatchedPage = { id: 'again', counters: [], dueAt: 0 }
  for (let n = 0; n < 3; n++) {
    const waiting = watcher.changed(watched, browser.signal)
    await vi.advanceTimersByTimeAsync(SECOND)
    await waiting
  }
  expect(added).toHaveBeenCalledTimes(3)
  expect(removed).toHaveBeenCalledTimes(3)
})
