import { withErrorStatus } from '@/app/_shared/with-error-status'
import { arriveOnHandset } from '@/lib/demo/handset-inbox'

/** What a carrier of its own process (`npm run kannel`) brings to the simulated phones; in the demo alone. */
export const POST = withErrorStatus(async (request) => {
  return new Response(null, { status: await arriveOnHandset(request) })
})
