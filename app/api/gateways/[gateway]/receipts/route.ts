import { withErrorStatus } from '@/app/_shared/with-error-status'
import { receive } from '@/lib/delivery/receipts'

type Context = RouteContext<'/api/gateways/[gateway]/receipts'>

const handle = withErrorStatus(async (request, { params }: Context) => {
  const { gateway } = await params
  return new Response(null, { status: await receive(gateway, request), headers: { 'cache-control': 'no-store' } })
})

/** Receives delivery receipts; gateways send them by POST or GET. */
export { handle as GET, handle as POST }
