import { onShutdown } from '@/lib/lifecycle'
import { errorFacts, log } from '@/lib/log'

const RETRY_MS = 2000
/** A page that is left open all day asks again now and then, so that a stream never outlives what it may see. */
const LONGEST_MS = 15 * 60 * 1000

/**
 * Server-sent events for one page: looks again and again and sends what changed, as JSON. Ends when the browser goes, when
 * `look` answers null, when the process shuts down, or on a failure; the browser then comes back by itself.
 */
export function eventStream(request: Request, look: () => Promise<unknown>, everyMs: number): Response {
  const encoder = new TextEncoder()
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let timer: NodeJS.Timeout | undefined
      let isOpen = true
      let last = ''
      const unregister = onShutdown(() => end())
      end = () => {
        if (!isOpen) return
        isOpen = false
        clearTimeout(timer)
        unregister()
        request.signal.removeEventListener('abort', end)
        controller.close()
      }
      const began = performance.now()
      const tick = async () => {
        const found = await look()
        if (!isOpen) return
        const data = JSON.stringify(found)
        if (data !== last) controller.enqueue(encoder.encode(`data: ${data}\n\n`))
        last = data
        if (found === null || performance.now() - began > LONGEST_MS) end()
        else timer = setTimeout(run, everyMs)
      }
      const run = () =>
        tick().catch((error) => {
          log().error({ event: 'stream.failed', error: errorFacts(error) })
          end()
        })
      request.signal.addEventListener('abort', end)
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`))
      run()
    },
    cancel: () => end(),
  })
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  }
  return new Response(body, { headers })
}
