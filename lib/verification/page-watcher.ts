import type { CodePageSources } from '@/lib/db/queries/code-pages'
import { errorFacts, log } from '@/lib/log/log'

const EVERY_MS = 1000

export interface WatchedPage extends CodePageSources {
  /** Undefined until the first read, so that changes since the first computation are noticed. */
  version?: string
  /** When its state changes without a write, by `performance.now()`. */
  dueAt: number
}

type ReadVersions = (pages: WatchedPage[]) => Promise<string[]>

/** Watches all pages with one read per second. A page's version precedes its computation, so no change is missed. */
export function createPageWatcher(readVersions: ReadVersions, everyMs = EVERY_MS) {
  const waiting = new Map<WatchedPage, (isChanged: boolean) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isReading = false

  function schedule() {
    if (waiting.size > 0 && !isReading) timer ??= setTimeout(tick, everyMs)
  }

  /** Resolves to true once the page must be recomputed, or to false on abort or if versions cannot be read. */
  function changed(page: WatchedPage, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    return new Promise((resolve) => {
      const leave = (isChanged: boolean) => {
        signal.removeEventListener('abort', abort)
        waiting.delete(page)
        if (waiting.size === 0) {
          clearTimeout(timer)
          timer = undefined
        }
        resolve(isChanged)
      }
      const abort = () => leave(false)
      signal.addEventListener('abort', abort)
      waiting.set(page, leave)
      schedule()
    })
  }

  async function tick() {
    timer = undefined
    isReading = true
    const pages = [...waiting.keys()]
    try {
      const versions = await readVersions(pages)
      const now = performance.now()
      for (const [n, page] of pages.entries()) {
        if (versions[n] === page.version && now < page.dueAt) continue
        page.version = versions[n]
        waiting.get(page)?.(true)
      }
    } catch (error) {
      // Logged once for all pages. Their streams end, and browsers reconnect.
      log().error({ event: 'stream.failed', error: errorFacts(error) })
      for (const page of pages) waiting.get(page)?.(false)
    } finally {
      isReading = false
      schedule()
    }
  }

  return { changed, tick }
}

export type PageWatcher = ReturnType<typeof createPageWatcher>
