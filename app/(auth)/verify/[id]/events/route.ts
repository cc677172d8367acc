import { withErrorStatus } from '@/app/_shared/with-error-status'
import { ownLiveCodePage } from '@/app/(auth)/_shared/load-verification'
import { eventStream } from '@/lib/http/event-stream'

/** How the verification fares, live, for the browser that started it. */
export const GET = withErrorStatus(async (request, { params }: RouteContext<'/verify/[id]/events'>) => {
  const { id } = await params
  const page = await ownLiveCodePage(id)
  if (!page) return new Response(null, { status: 404 })
  return eventStream(request, { watcher: `verification:${id}`, ...page })
})
