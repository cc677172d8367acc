import { getLocale, getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { timeUntil } from '@/app/_shared/relative-time'
import { withErrorStatus } from '@/app/_shared/with-error-status'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { enterDemoWith } from '@/lib/demo/open-demo'
import { plainStrings } from '@/lib/http/form-data'

const LONGEST_TOKEN = 1000

const input = z.strictObject({ token: z.string().max(LONGEST_TOKEN) })

/** Exchanges the pass in a QR code for the demo's cookie, and returns the phone to open; demo only. */
export const POST = withErrorStatus(async (request) => {
  if (!isDemo() || !(await isFromOwnOrigin())) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  const parsed = input.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  const outcome = await enterDemoWith(parsed.data.token)
  if (outcome.kind === 'open') return Response.json({ phone: outcome.phone })
  const t = await getTranslations('phonePass.enter')
  if (outcome.kind === 'wrong') return Response.json({ error: t('wrong') }, { status: 403 })
  const error = t('later', { time: timeUntil(outcome.retryInSeconds, await getLocale()) })
  return Response.json({ error }, { status: 429, headers: { 'retry-after': String(outcome.retryInSeconds) } })
})
