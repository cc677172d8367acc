import { setTimeout as sleep } from 'node:timers/promises'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { acquireStreamSlot } from './stream-slots'

const RETRY_MS = 2000
/** A page that is left open all day asks again now and then, so that a stream never outlives what it may see. */
const LONGEST_MS = 15 * 60 * 1000

export interface Watch {
  /** Whose streams are counted together. */
  watcher: string
  everyMs: number
  /** What is to be seen now; null when nothing more is to come. */
  look: () => Promise<unknown>
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Server-sent events for one page: looks again and again and sends what changed, as JSON. Ends when the browser goes, when
 * `look` answers null, when the process shuts down, or on a failure; the browser then comes back by itself.
 */
export function eventStream(request: Request, watch: Watch): Response {
  // No reader follows, so a slot would never be released.
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS })
  const leave = acquireStreamSlot(watch.watcher)
  if (!leave) return new Response(null, { status: 429, headers: { 'retry-after': '60' } })
  const stop = new AbortController()
  const unregister = onShutdown(() => stop.abort())
  const signal = AbortSignal.any([request.signal, stop.signal])
  const end = () => {
    unregister()
    leave()
  }
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  return new Response(
    streamOf(events(watch, signal, end), () => stop.abort()),
    { headers: HEADERS },
  )
}

/** Reads on only when somebody waits for more; a reader that lets go stops the events even while they are asleep. */
function streamOf(events: AsyncGenerator<string>, stop: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isCanceled = false
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await events.next()
      if (isCanceled) return
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel() {
      isCanceled = true
      stop()
    },
  }
  return new ReadableStream(source, { highWaterMark: 0 })
}

async function* events({ look, everyMs }: Watch, signal: AbortSignal, end: () => void) {
  const until = performance.now() + LONGEST_MS
  let last = ''
  yield `retry: ${RETRY_MS}\n\n`
  try {
    while (!signal.aborted && performance.now() < until) {
      const found = await look()
      const data = JSON.stringify(found)
      if (data !== last) yield `data: ${data}\n\n`
      if (found === null) return
      last = data
      await sleep(everyMs, undefined, { signal }).catch(() => {})
    }
  } catch (error) {
    log().error({ event: 'stream.failed', error: errorFacts(error) })
  } finally {
    end()
  }
}
