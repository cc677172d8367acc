import { unstable_rethrow } from 'next/navigation'
import { failureOf } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'

type Handler<Context> = (request: Request, context: Context) => Promise<Response>

/** Responds with 503 during an outage, and with 500 otherwise, if a route handler throws. */
export function withErrorStatus<Context>(handle: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      return await handle(request, context)
    } catch (error) {
      unstable_rethrow(error)
      log().error({ event: 'route.failed', error: errorFacts(error) })
      return new Response(null, failureOf(error))
    }
  }
}
