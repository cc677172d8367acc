import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorFacts, log } from '@/lib/log/log'
import { onShutdown } from '@/lib/process/lifecycle'
import { acquireStreamSlot } from './stream-slots'

/** Random, because a failure or a restart ends all streams at once. */
const retryMs = () => randomInt(1000, 3000)
/** Proxies close connections that are silent for a minute. */
const KEEP_ALIVE_MS = 15_000
/** The browser reconnects after this time, so that its permission to read is verified again. */
const LONGEST_MS = 15 * 60 * 1000

export interface Watch {
  watcher: string
  /** Returns the current value; null ends the stream. */
  look: () => Promise<unknown>
  /** Resolves to true when `look` may return another value; to false when the stream has to end, as on abort. */
  changed: (signal: AbortSignal) => Promise<boolean>
}

/** Reads the value again at this interval, for sources that don't report changes. */
export const every =
  (ms: number): Watch['changed'] =>
  (signal) =>
    sleep(ms, true, { signal }).catch(() => false)

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
  const longest = setTimeout(() => stop.abort(), LONGEST_MS).unref()
  const signal = AbortSignal.any([request.signal, stop.signal])
  const end = () => {
    clearTimeout(longest)
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

/** Returns a stream of these texts. Pulls on demand only; canceling also stops a generator that is waiting for a change. */
export function streamOf(events: AsyncGenerator<string>, stop: () => void): ReadableStream<Uint8Array> {
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

async function* events({ look, changed }: Watch, signal: AbortSignal, end: () => void) {
  let last = ''
  yield `retry: ${retryMs()}\n\n`
  try {
    while (!signal.aborted) {
      const found = await look()
      const data = JSON.stringify(found)
      if (data !== last) yield `data: ${data}\n\n`
      last = data
      if (found === null || !(yield* keptAlive(changed(signal)))) return
    }
  } catch (error) {
    log().error({ event: 'stream.failed', error: errorFacts(error) })
  } finally {
    end()
  }
}

/** Sends comments, which browsers ignore, until the promise resolves. */
async function* keptAlive(waiting: Promise<boolean>): AsyncGenerator<string, boolean> {
  for (;;) {
    const outcome = await within(KEEP_ALIVE_MS, waiting)
    if (outcome !== undefined) return outcome
    yield ': keep-alive\n\n'
  }
}

/** Returns what the promise resolves to, or undefined if that takes longer. */
function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
