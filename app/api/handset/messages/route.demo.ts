import { withErrorStatus } from '@/app/with-error-status'
import { arriveOnHandset } from '@/lib/delivery/handset-inbox'

/** What a carrier of its own process (`npm run kannel`) brings to the simulated phones; in the demo alone. */
export const POST = withErrorStatus(async (request) => {
  return new Response(null, { status: await arriveOnHandset(request) })
})
