import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { putNetwork } from '@/lib/demo/test-kit'
import { plainStrings } from '@/lib/http/form-data'

/** Applies a preset of network conditions for the stage, which has the demo's cookie and not its key; demo only. */
export async function POST(request: Request) {
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  const isValid = data !== null && (await putNetwork(plainStrings(data)))
  return new Response(null, { status: isValid ? 204 : 400 })
}
