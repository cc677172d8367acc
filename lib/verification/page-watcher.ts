import type { CodePageSources } from '@/lib/db/queries/code-pages'
import { errorFacts, log } from '@/lib/log/log'

const EVERY_MS = 1000

export interface WatchedPage extends CodePageSources {
  /** As the watcher last read it. Undefined before, so that what changed since the page was first computed is noticed. */
  version?: string
  /** When its state changes by the passing of time alone, as `performance.now()` counts. */
  dueAt: number
}

type ReadVersions = (pages: WatchedPage[]) => Promise<string[]>

/**
 * Watches any number of pages by one read of their versions a second, and by none while no page waits. A page that is being
 * computed doesn't wait; what changes meanwhile is noticed afterwards, since its version was read before.
 */
export function createPageWatcher(readVersions: ReadVersions, everyMs = EVERY_MS) {
  const waiting = new Map<WatchedPage, (isChanged: boolean) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isReading = false

  function schedule() {
    if (waiting.size > 0 && !isReading) timer ??= setTimeout(tick, everyMs)
  }

  /** Resolves to true once the page has to be computed again; to false on abort, and when versions can't be read. */
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
      // Once for all pages. Their streams end, and browsers come back by themselves.
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
