import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { putNetwork } from '@/lib/demo/test-kit'

/** Changes the network conditions for the stage, which has the demo's cookie and not its key; demo only. */
export async function POST(request: Request) {
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const isValid = await putNetwork(await request.json().catch(() => undefined))
  return new Response(null, { status: isValid ? 204 : 400 })
}
