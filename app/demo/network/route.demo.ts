import * as z from 'zod'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { changeNetwork } from '@/lib/demo/network'
import { PRESET_NAMES, preset } from '@/lib/demo/network-conditions'
import { plainStrings } from '@/lib/http/form-data'

const change = z.strictObject({ preset: z.enum(PRESET_NAMES) })

/** Applies a preset of network conditions for the stage, whose requests carry the demo's cookie; demo only. */
export async function POST(request: Request) {
  const data = await request.formData().catch(() => null)
  const parsed = change.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  await changeNetwork(preset(parsed.data.preset))
  return new Response(null, { status: 204 })
}
