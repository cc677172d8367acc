import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { optedOutAt } from '@/lib/db/queries/opt-outs'
import { receiveInbound } from '@/lib/delivery/inbound-messages'
import { staysSimulated } from '@/lib/delivery/routing'
import { carrierAuthorization } from './carrier-authorization'

export type HandsetReply = 'STOP' | 'START'

export interface ReplyState {
  /** The reply that has an effect now. */
  next: HandsetReply
  /** When the phone replied STOP (ISO 8601). */
  optedOutAt: string | null
}

/** Returns what a simulated phone can reply, or null if real gateways serve the number. */
export async function replyState(phone: string): Promise<ReplyState | null> {
  if (!staysSimulated(phone)) return null
  const at = await optedOutAt(db(), phone)
  return { next: at ? 'START' : 'STOP', optedOutAt: at?.toISOString() ?? null }
}

export async function replyFromHandset(phone: string, text: HandsetReply): Promise<void> {
  const request = new Request(`${env().appOrigin}/api/gateways/handset/replies`, {
    method: 'POST',
    headers: { authorization: carrierAuthorization() },
    body: JSON.stringify({ from: phone, text }),
  })
  const status = await receiveInbound('handset', request)
  if (status !== 200) throw new Error(`the reply was answered with ${status}`)
}
