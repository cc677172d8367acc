import { withErrorStatus } from '@/app/_shared/with-error-status'
import { receiveInbound } from '@/lib/delivery/inbound-messages'

type Context = RouteContext<'/api/gateways/[gateway]/replies'>

/** Without a body, which a gateway might send on to the person. */
const take = withErrorStatus(async (request, { params }: Context) => {
  const { gateway } = await params
  return new Response(null, {
    status: await receiveInbound(gateway, request),
    headers: { 'cache-control': 'no-store' },
  })
})

/** Inbound messages. Gateways send them by POST or GET. */
export { take as GET, take as POST }
