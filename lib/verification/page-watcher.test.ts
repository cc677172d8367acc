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

/** An open page that waits again whenever it was computed, and how often it was. */
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

/** The same, computed after the first read. */
async function settled(id: string, changes?: Partial<WatchedPage>) {
  const page = opened(id, changes)
  await vi.advanceTimersByTimeAsync(SECOND)
  page.computed = 0
  readVersions.mockClear()
  return page
}

test('reads the versions of any number of pages once a second, together', async () => {
  for (let n = 0; n < 200; n++) opened(`page ${n}`)
  await vi.advanceTimersByTimeAsync(10 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(10)
  expect(readVersions.mock.calls.map(([pages]) => pages.length)).toEqual(Array(10).fill(200))
})

test('computes a page after the first read, for what changed since the page was opened', async () => {
  const page = opened('new')
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(page.computed).toBe(1)
})

test('computes a page again only when its version has changed', async () => {
  const [changing, other] = [await settled('changing'), await settled('other')]
  changing.computed = 0
  versions.set('changing', 'another')
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect([changing.computed, other.computed]).toEqual([1, 0])
})

test('computes a page again once time alone has changed it', async () => {
  const page = await settled('due', { dueAt: performance.now() + 5 * SECOND })
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect(page.computed).toBe(0)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(page.computed).toBe(1)
})

test('notices a change that comes while the page is being computed', async () => {
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

test('ends all pages and logs once when versions can not be read, and serves those that come back', async () => {
  const error = vi.spyOn(log(), 'error').mockImplementation(() => {})
  const pages = [await settled('one'), await settled('two')]
  readVersions.mockRejectedValueOnce(new Error('the database is away'))
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(pages.map(({ isOver }) => isOver)).toEqual([true, true])
  expect(error).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
  expect((await settled('one again')).isOver).toBe(false)
})

test('stops reading when the last page has left, and begins again with the next one', async () => {
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

test('never waits for a browser that has gone already', async () => {
  expect(await watcher.changed({ id: 'gone', counters: [], dueAt: 0 }, AbortSignal.abort())).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
})

test('reads one version after the other, although pages leave and come while it reads', async () => {
  const page = await settled('slow')
  let answer = (_: string[]) => {}
  readVersions.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
  await vi.advanceTimersByTimeAsync(SECOND)
  page.leave()
  const next = opened('next')
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(1)
  answer(['another'])
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect(readVersions).toHaveBeenCalledTimes(4)
  expect([page.computed, next.computed]).toEqual([0, 1])
})

test('keeps no listener on a browser that waits again and again', async () => {
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
