import * as z from 'zod'
import { OWN_PAGE } from '@/app/demo/own-page'
import { liftDemoLimits } from '@/lib/demo/demo-limits'
import { plainStrings } from '@/lib/http/form-data'

/** `from` is the page to return to. */
const lift = z.strictObject({ from: z.string().regex(OWN_PAGE) })

/** Lifts the demo's limits; demo only. A route handler, because a server action would be part of production pages. */
export async function POST(request: Request) {
  const data = await request.formData().catch(() => null)
  const parsed = lift.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  if (!(await liftDemoLimits())) return new Response(null, { status: 403 })
  const location = `/demo?${new URLSearchParams({ limits: 'lifted', from: parsed.data.from })}`
  return new Response(null, { status: 303, headers: { location } })
}
