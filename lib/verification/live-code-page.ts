import { isDeepStrictEqual } from 'node:util'
import { db } from '@/lib/db/driver/client'
import { codePageVersions } from '@/lib/db/queries/code-pages'
import type { Client } from '@/lib/guard/policies'
import { singleton } from '@/lib/process/singleton'
import { computeCodePage } from './code-page'
import type { CodePage } from './code-page-state'
import { createPageWatcher, type WatchedPage } from './page-watcher'

/** Countdowns are rounded up, and computed a moment after what they are computed from was read. */
const TOLERANCE_SECONDS = 2

const watcher = () => singleton('code-page-watcher', () => createPageWatcher((pages) => codePageVersions(db(), pages)))

/** One browser's code page for an event stream. It is computed again when something that it shows may have changed. */
export function liveCodePage(id: string, viewer: Client, { changed } = watcher()) {
  const watched: WatchedPage = { id, counters: [], dueAt: Number.POSITIVE_INFINITY }
  let shown: { page: CodePage; at: number } | undefined

  async function look(): Promise<CodePage | null> {
    const computed = await computeCodePage(id, viewer)
    if (!computed) return null
    const now = performance.now()
    watched.counters = computed.counters
    watched.dueAt = now + computed.changesInSeconds * 1000
    // Browsers count down by themselves. An event that shows nothing new would still reveal that some row was written, such
    // as the receipt of a password reset, which only an account has (R9).
    if (!shown || !isSameAfter((now - shown.at) / 1000, shown.page, computed.page))
      shown = { page: computed.page, at: now }
    return shown.page
  }

  return { look, changed: (signal: AbortSignal) => changed(watched, signal) }
}

/** Whether a page shows what a browser already shows that has counted down an earlier one for so long. */
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
