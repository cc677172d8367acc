import { withErrorStatus } from '@/app/_shared/with-error-status'
import { codePageLook } from '@/app/(auth)/_shared/load-verification'
import { eventStream } from '@/lib/http/event-stream'

const LOOK_EVERY_MS = 1000

/** How the verification fares, live, for the browser that started it. */
export const GET = withErrorStatus(async (request, { params }: RouteContext<'/verify/[id]/events'>) => {
  const { id } = await params
  const look = await codePageLook(id)
  if (typeof look !== 'function' || (await look()) === null) return new Response(null, { status: 404 })
  return eventStream(request, { watcher: `verification:${id}`, everyMs: LOOK_EVERY_MS, look })
})
