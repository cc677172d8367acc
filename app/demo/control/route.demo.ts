import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { controlStage } from '@/lib/demo/stage-control'
import { plainStrings } from '@/lib/http/form-data'

const STATUS = { done: 204, invalid: 400, refused: 403 }

/** Begins anew, deletes what the stage stored, or expires a code; demo only. */
export async function POST(request: Request) {
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  return new Response(null, { status: STATUS[await controlStage(data && plainStrings(data))] })
}
