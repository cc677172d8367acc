import { withErrorStatus } from '@/app/with-error-status'
import { receive } from '@/lib/delivery/receipts'

type Context = RouteContext<'/api/gateways/[gateway]/receipts'>

const take = withErrorStatus(async (request, { params }: Context) => {
  const { gateway } = await params
  return new Response(null, { status: await receive(gateway, request), headers: { 'cache-control': 'no-store' } })
})

/** Delivery receipts, as each gateway sends them: most post, Kannel gets. */
export { take as GET, take as POST }
