import { db } from '@/lib/db/client'
import { arrivedMessages } from '@/lib/db/handset-messages'

const SHOWN = 20

/** A message as the simulated phone shows it. */
export interface HandsetMessageView {
  id: string
  from: string
  body: string
  /** ISO 8601. */
  arrivedAt: string
}

/** The E.164 number that a handset's address names, or null. */
export function handsetPhone(param: string): string | null {
  const phone = param.replace(/^%2B/i, '+')
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : null
}

/** What has arrived on that simulated phone, newest first. */
export async function handsetMessages(phone: string): Promise<HandsetMessageView[]> {
  const rows = await arrivedMessages(db(), phone, SHOWN)
  return rows.map((row) => ({ ...row, arrivedAt: row.arrivedAt.toISOString() }))
}
