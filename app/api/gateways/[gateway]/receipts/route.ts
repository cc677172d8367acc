import { receive } from '@/lib/delivery/receipts'

/** Delivery receipts, as each gateway sends them. */
export async function POST(request: Request, { params }: RouteContext<'/api/gateways/[gateway]/receipts'>) {
  const { gateway } = await params
  return new Response(null, { status: await receive(gateway, request) })
}
