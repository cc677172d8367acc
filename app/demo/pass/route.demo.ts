import { getLocale, getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { timeUntil } from '@/app/_shared/relative-time'
import { withErrorStatus } from '@/app/_shared/with-error-status'
import { isFromOwnOrigin } from '@/lib/auth/request'
import { isDemo } from '@/lib/auth/site'
import { handsetPhone } from '@/lib/demo/handset-inbox'
import { offersPhonePass } from '@/lib/demo/phone-pass'
import { phoneQrCode } from '@/lib/demo/phone-qr-code'
import { plainStrings } from '@/lib/http/form-data'

const input = z.strictObject({ phone: z.string().refine((phone) => handsetPhone(phone) === phone) })

/** Returns the QR code that opens a phone on another device; demo only. The HTTP entry requires the demo's cookie. */
export const POST = withErrorStatus(async (request) => {
  if (!isDemo() || !(await isFromOwnOrigin()) || !offersPhonePass()) return new Response(null, { status: 403 })
  const data = await request.formData().catch(() => null)
  const parsed = input.safeParse(data && plainStrings(data))
  if (!parsed.success) return new Response(null, { status: 400 })
  const made = await phoneQrCode(parsed.data.phone)
  if (!('retryInSeconds' in made)) return Response.json(made)
  const t = await getTranslations('phonePass')
  const error = t('later', { time: timeUntil(made.retryInSeconds, await getLocale()) })
  return Response.json({ error }, { status: 429, headers: { 'retry-after': String(made.retryInSeconds) } })
})
