import { withErrorStatus } from '@/app/_shared/with-error-status'
import { arriveOnHandset } from '@/lib/demo/handset-inbox'

/** Delivers messages from an external carrier simulator (`npm run kannel`) to the simulated phones; demo only. */
export const POST = withErrorStatus(async (request) => {
  return new Response(null, { status: await arriveOnHandset(request) })
})
