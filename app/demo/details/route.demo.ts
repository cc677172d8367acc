import * as z from 'zod'
import { withErrorStatus } from '@/app/_shared/with-error-status'
import { readClient } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { verificationDetails } from '@/lib/demo/verification-details'

const query = z.strictObject({ id: z.uuid() })

/** Shows the rows, limits and rules of one simulated verification; demo only. */
export const GET = withErrorStatus(async (request) => {
  if (!isDemo()) return new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  const { data } = query.safeParse(Object.fromEntries(searchParams))
  if (!data || searchParams.size > 1) return new Response(null, { status: 400 })
  const details = await verificationDetails(data.id, await readClient())
  if (!details) return new Response(null, { status: 404 })
  return Response.json(details, { headers: { 'cache-control': 'no-store' } })
})
