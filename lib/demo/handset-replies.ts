import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { hasOptedOut } from '@/lib/db/queries/opt-outs'
import { receiveInbound } from '@/lib/delivery/inbound-messages'
import { staysSimulated } from '@/lib/delivery/routing'
import { carrierAuthorization } from './carrier-authorization'

export type HandsetReply = 'STOP' | 'START'

/** Returns the reply that a simulated phone can send, or null if real gateways serve the number. */
export async function nextReply(phone: string): Promise<HandsetReply | null> {
  if (!staysSimulated(phone)) return null
  return (await hasOptedOut(db(), phone)) ? 'START' : 'STOP'
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
