import { withErrorStatus } from '@/app/_shared/with-error-status'
import { testKitRefusal } from '@/lib/demo/test-kit-access'

type Handler<Context> = (request: Request, context: Context) => Promise<Response>

export const kitError = (status: number, error: string, headers?: Record<string, string>): Response =>
  Response.json({ error }, { status, headers })

/** Authorizes a request of the test kit, and responds to errors with one sentence in JSON; demo only. */
export function withTestKitAccess<Context>(handle: Handler<Context>): Handler<Context> {
  const guarded = withErrorStatus<Context>(async (request, context) => {
    const refusal = await testKitRefusal(request)
    return refusal ? kitError(refusal.status, refusal.error, refusal.headers) : handle(request, context)
  })
  return async (request, context) => {
    const response = await guarded(request, context)
    if (response.status < 500) return response
    const retryAfter = response.headers.get('retry-after')
    return kitError(response.status, FAILED, retryAfter === null ? {} : { 'retry-after': retryAfter })
  }
}

const FAILED = 'Something went wrong on our end.'
