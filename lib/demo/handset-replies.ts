import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { hasOptedOut } from '@/lib/db/queries/opt-outs'
import { receiveInbound } from '@/lib/delivery/inbound-messages'
import { staysSimulated } from '@/lib/delivery/routing'
import { carrierAuthorization } from './carrier-authorization'

export type HandsetReply = 'STOP' | 'START'

/** What a simulated phone may reply now; null for a number that real gateways write to, as that is not ours to answer for. */
export async function nextReply(phone: string): Promise<HandsetReply | null> {
  if (!staysSimulated(phone)) return null
  return (await hasOptedOut(db(), phone)) ? 'START' : 'STOP'
}

/** Brings what the holder of a simulated phone wrote, as a carrier would. */
export async function replyFromHandset(phone: string, text: HandsetReply): Promise<void> {
  const request = new Request(`${env().appOrigin}/api/gateways/handset/replies`, {
    method: 'POST',
    headers: { authorization: carrierAuthorization() },
    body: JSON.stringify({ from: phone, text }),
  })
  const status = await receiveInbound('handset', request)
  if (status !== 200) throw new Error(`the reply was answered with ${status}`)
}
