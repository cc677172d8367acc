import { audit } from '@/lib/audit/audit'
import { addressKey } from '@/lib/guard/address'
import { charge, type Decision } from '@/lib/guard/limiter'
import { clientAddress } from './request'

/** In an action: whether the client's address may have one more simulated phone reply. */
export async function chargeHandsetReply(): Promise<Decision> {
  const network = addressKey(await clientAddress())
  const decision = await charge([{ policy: 'handsetReplies', of: network }])
  if (!decision.allowed) audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
  return decision
}
