import * as z from 'zod'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { putNetwork } from '@/lib/demo/test-kit'
import { plainStrings } from '@/lib/http/form-data'

/** JSON in a form field, because the HTTP entry accepts JSON from the test kit and gateways only. */
const input = z.strictObject({ change: z.string() })

/** Changes the network conditions for the stage, which has the demo's cookie and not its key; demo only. */
export async function POST(request: Request) {
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  const { data: fields } = input.safeParse(data && plainStrings(data))
  const isValid = fields !== undefined && (await putNetwork(jsonOf(fields.change)))
  return new Response(null, { status: isValid ? 204 : 400 })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
