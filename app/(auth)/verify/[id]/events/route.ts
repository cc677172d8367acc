import { withErrorStatus } from '@/app/_shared/with-error-status'
import { ownLiveCodePage } from '@/app/(auth)/_shared/load-verification'
import { eventStream } from '@/lib/http/event-stream'

/** Streams the state of a verification to the browser that started it (R5). */
export const GET = withErrorStatus(async (request, { params }: RouteContext<'/verify/[id]/events'>) => {
  const { id } = await params
  const page = await ownLiveCodePage(id)
  if (!page) return new Response(null, { status: 404 })
  return eventStream(request, { watcher: `verification:${id}`, ...page })
})
