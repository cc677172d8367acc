import * as z from 'zod'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { arrivedMessages, insertArrivedMessage } from '@/lib/db/queries/handset-messages'
import { E164 } from '@/lib/phone/plain'
import { isFromCarrier } from './carrier-authorization'

const SHOWN = 20
const SENDER_MAX = 15
const TEXT_MAX = 1000

/** A message as the simulated phone shows it. */
export interface HandsetMessageView {
  id: string
  from: string
  body: string
  /** ISO 8601. */
  arrivedAt: string
}

/** The E.164 number that a handset's URL names, or null. */
export function handsetPhone(param: string): string | null {
  const phone = param.replace(/^%2B/i, '+')
  return E164.test(phone) ? phone : null
}

/** What has arrived on that simulated phone, newest first. */
export async function handsetMessages(phone: string): Promise<HandsetMessageView[]> {
  const rows = await arrivedMessages(db(), phone, SHOWN)
  return rows.map((row) => ({ ...row, arrivedAt: row.arrivedAt.toISOString() }))
}

// PostgreSQL stores no NUL.
const storable = z.string().regex(/^[^\0]*$/)

const carried = z.strictObject({
  to: z.string().regex(E164),
  from: storable.min(1).max(SENDER_MAX),
  text: storable.min(1).max(TEXT_MAX),
})

/**
 * Takes a message from a carrier that runs as a process of its own and knows the key that is derived for it; whatever it
 * brings stands on the phone at once. The entry bounds the size of the request. Answers with the HTTP status, and says
 * nothing more to whoever has no key.
 */
export async function arriveOnHandset(request: Request): Promise<204 | 400 | 401 | 404> {
  if (env().mode !== 'demo') return 404
  if (!isFromCarrier(request)) return 401
  const message = carried.safeParse(await request.json().catch(() => undefined))
  if (!message.success) return 400
  const { to, from, text } = message.data
  await insertArrivedMessage(db(), { to, from, body: text })
  return 204
}
