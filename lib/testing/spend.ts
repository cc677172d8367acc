import { db } from '@/lib/db/driver/client'
import { enqueue } from '@/lib/delivery/outbox'
import type { SmsTemplate } from '@/lib/i18n/sms'
import { freshPhone } from './verifications'

/** Commits a message. Returns its id. */
export const queued = (of: { country?: string; template?: SmsTemplate; gateway?: 'handset' | 'null' } = {}) => {
  const { country = 'XA', template = 'signUpCode', gateway = 'handset' } = of
  const letter = { verificationId: null, to: freshPhone(), country, template, locale: 'en', gateway, lifeSeconds: 600 }
  return db().$transaction((tx) => enqueue(tx, letter))
}

export type Sums = { minute: Date; country: string; template: string; segments: number }[]

/** Returns the segments of all messages, by minute, country and template. */
export const sumsOfMessages = () => db().$queryRaw<Sums>`
  SELECT date_trunc('minute', "createdAt") AS "minute", "country", "template", sum(coalesce("segments", 1))::int AS "segments"
  FROM "Message" WHERE "gateway" <> 'null' AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED') AND "createdAt" > now() - interval '1 day'
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

/** Returns the sums that spending caps read: totals, and changes that were not added to them yet. */
export const sumsOfCaps = () => db().$queryRaw<Sums>`
  SELECT "minute", "country", "template", sum("segments")::int AS "segments"
  FROM (TABLE "SpendTotal" UNION ALL SELECT date_trunc('minute', "at"), "country", "template", "segments" FROM "SpendChange") AS kept
  WHERE "minute" > now() - interval '1 day' GROUP BY 1, 2, 3 HAVING sum("segments") <> 0 ORDER BY 1, 2, 3`
