import { arriveOnHandset } from '@/lib/delivery/handset-inbox'

/** What a carrier of its own process (`npm run kannel`) brings to the simulated phones; in the demo alone. */
export async function POST(request: Request) {
  return new Response(null, { status: await arriveOnHandset(request) })
}
