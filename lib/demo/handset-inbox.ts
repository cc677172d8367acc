import * as z from 'zod'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { arrivedMessages, insertArrivedMessage, phonesWithMessages } from '@/lib/db/queries/handset-messages'
import { E164 } from '@/lib/phone/plain-phone'
import { isFromCarrier } from './carrier-authorization'

const SHOWN = 20
const PHONES_SHOWN = 50
const SENDER_MAX = 15
const TEXT_MAX = 1000

export interface HandsetMessageView {
  id: string
  from: string
  body: string
  arrivedAt: string
}

export function handsetPhone(param: string): string | null {
  const phone = param.replace(/^%2B/i, '+')
  return E164.test(phone) ? phone : null
}

export async function handsetMessages(phone: string): Promise<HandsetMessageView[]> {
  const rows = await arrivedMessages(db(), phone, SHOWN)
  return rows.map((row) => ({ ...row, arrivedAt: row.arrivedAt.toISOString() }))
}

export interface HandsetView {
  phone: string
  /** Sender of the newest message. */
  from: string
  arrivedAt: string
}

/** Returns the phones that have messages; the phone of the newest message first. */
export async function handsets(): Promise<HandsetView[]> {
  const rows = await phonesWithMessages(db(), PHONES_SHOWN)
  return rows.map(({ to, from, arrivedAt }) => ({ phone: to, from, arrivedAt: arrivedAt.toISOString() }))
}

// PostgreSQL stores no NUL.
const storable = z.string().regex(/^[^\0]*$/)

const carried = z.strictObject({
  to: z.string().regex(E164),
  from: storable.min(1).max(SENDER_MAX),
  text: storable.min(1).max(TEXT_MAX),
})

/** Stores a message from the carrier's process and returns the HTTP status. The HTTP server bounds the request's size. */
export async function arriveOnHandset(request: Request): Promise<204 | 400 | 401 | 404> {
  if (env().mode !== 'demo') return 404
  if (!isFromCarrier(request)) return 401
  const message = carried.safeParse(await request.json().catch(() => undefined))
  if (!message.success) return 400
  const { to, from, text } = message.data
  await insertArrivedMessage(db(), { to, from, body: text })
  return 204
}
