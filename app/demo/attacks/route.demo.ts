import * as z from 'zod'
import { withErrorStatus } from '@/app/_shared/with-error-status'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { ATTACK_KINDS, beginAttack, progressLines } from '@/lib/demo/attack/attack'
import { streamOf } from '@/lib/http/event-stream'
import { plainStrings } from '@/lib/http/form-data'

const form = z.strictObject({ kind: z.enum(ATTACK_KINDS) })

// Without compression, which would hold lines back.
const HEADERS = { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' }

/** Runs an attack and streams its progress as lines of JSON; demo only. It ends when the client leaves. */
export const POST = withErrorStatus(async (request) => {
  if (!(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  const parsed = form.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  const stop = new AbortController()
  const attack = beginAttack(parsed.data.kind, AbortSignal.any([request.signal, stop.signal]))
  if (attack === 'forbidden') return new Response(null, { status: 403 })
  if (attack === 'running') return new Response(null, { status: 409 })
  return new Response(
    streamOf(progressLines(attack), () => stop.abort()),
    { headers: HEADERS },
  )
})
