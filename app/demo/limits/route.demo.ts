import * as z from 'zod'
import { OWN_PAGE } from '@/app/demo/own-page'
import { liftDemoLimits } from '@/lib/demo/demo-limits'
import { plainStrings } from '@/lib/http/form-data'

/** The page of ours where the button was pressed. */
const lift = z.strictObject({ from: z.string().regex(OWN_PAGE) })

/** The button "Lift the demo's limits", in the demo alone. A plain post, so that no live page can hold its action. */
export async function POST(request: Request) {
  const data = await request.formData().catch(() => null)
  const parsed = lift.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  if (!(await liftDemoLimits())) return new Response(null, { status: 403 })
  const location = `/demo?${new URLSearchParams({ limits: 'lifted', from: parsed.data.from })}`
  return new Response(null, { status: 303, headers: { location } })
}
