import { audit } from '@/lib/audit/audit'
import { client } from '@/lib/auth/request'
import { addressKey } from '@/lib/guard/ip-key'
import { charge, type Decision } from '@/lib/guard/limiter'

/** In an action: whether the client's address may have one more simulated phone reply. */
export async function chargeHandsetReply(): Promise<Decision> {
  const { address, isPresenter } = await client()
  const network = addressKey(address)
  const decision = await charge([{ policy: 'handsetReplies', of: network }], { isPresenter })
  if (!decision.allowed) audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
  return decision
}
