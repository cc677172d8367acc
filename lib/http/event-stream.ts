import { setTimeout as sleep } from 'node:timers/promises'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { acquireStreamSlot } from './stream-slots'

const RETRY_MS = 2000
/** The browser reconnects after this time, so that its permission to read is verified again. */
const LONGEST_MS = 15 * 60 * 1000

export interface Watch {
  watcher: string
  everyMs: number
  /** Returns the current value; null ends the stream. */
  look: () => Promise<unknown>
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** Sends each changed result of `look` as a server-sent event; browsers reconnect after a failure or shutdown. */
export function eventStream(request: Request, watch: Watch): Response {
  // The body of a HEAD response is never read, so the slot would never be released.
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS })
  const releaseSlot = acquireStreamSlot(watch.watcher)
  if (!releaseSlot) return new Response(null, { status: 429, headers: { 'retry-after': '60' } })
  const stop = new AbortController()
  const unregister = onShutdown(() => stop.abort())
  const signal = AbortSignal.any([request.signal, stop.signal])
  const end = () => {
    unregister()
    releaseSlot()
  }
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  return new Response(
    streamOf(events(watch, signal, end), () => stop.abort()),
    { headers: HEADERS },
  )
}

/** Pulls on demand only; canceling also stops a generator that is between two polls. */
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
