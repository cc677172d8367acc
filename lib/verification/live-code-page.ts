import { isDeepStrictEqual } from 'node:util'
import { db } from '@/lib/db/driver/client'
import { codePageVersions } from '@/lib/db/queries/code-pages'
import type { Client } from '@/lib/guard/policies'
import { singleton } from '@/lib/process/singleton'
import { computeCodePage } from './code-page'
import type { CodePage } from './code-page-state'
import { createPageWatcher, type WatchedPage } from './page-watcher'

/** Countdowns are rounded up, and computed shortly after their data was read. */
const TOLERANCE_SECONDS = 2

const watcher = () => singleton('code-page-watcher', () => createPageWatcher((pages) => codePageVersions(db(), pages)))

export function liveCodePage(id: string, viewer: Client, { changed } = watcher()) {
  const watched: WatchedPage = { id, counters: [], dueAt: Number.POSITIVE_INFINITY }
  let shown: { page: CodePage; at: number } | undefined

  async function look(): Promise<CodePage | null> {
    const computed = await computeCodePage(id, viewer)
    if (!computed) return null
    const now = performance.now()
    watched.counters = computed.counters
    watched.dueAt = now + computed.changesInSeconds * 1000
    // Without a visible change, an event would reveal a write, such as the receipt of an account's password reset (R9).
    if (!shown || !isSameAfter((now - shown.at) / 1000, shown.page, computed.page))
      shown = { page: computed.page, at: now }
    return shown.page
  }

  return { look, changed: (signal: AbortSignal) => changed(watched, signal) }
}

/** Returns whether a browser that has counted `before` down for `seconds` already shows `now`. */
function isSameAfter(seconds: number, before: CodePage, now: CodePage): boolean {
  const countdowns = ({ secondsLeft, resendInSeconds, lockedForSeconds }: CodePage) => [
    secondsLeft,
    resendInSeconds,
    lockedForSeconds,
  ]
  const expected = countdowns(before)
  const isClose = countdowns(now).every((left, n) => {
    const was = expected[n] ?? null
    if (left === null || was === null) return left === was
    return Math.abs(left - Math.max(0, was - seconds)) <= TOLERANCE_SECONDS
  })
  const { secondsLeft, resendInSeconds, lockedForSeconds } = now
  return isClose && isDeepStrictEqual({ ...before, secondsLeft, resendInSeconds, lockedForSeconds }, now)
}
