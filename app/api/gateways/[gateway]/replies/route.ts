import { withErrorStatus } from '@/app/_shared/with-error-status'
import { receiveInbound } from '@/lib/delivery/inbound-messages'

type Context = RouteContext<'/api/gateways/[gateway]/replies'>

/** Responds without a body: a gateway might forward it to the sender. */
const handle = withErrorStatus(async (request, { params }: Context) => {
  const { gateway } = await params
  return new Response(null, {
    status: await receiveInbound(gateway, request),
    headers: { 'cache-control': 'no-store' },
  })
})

/** Receives inbound messages; gateways send them by POST or GET. */
export { handle as GET, handle as POST }
