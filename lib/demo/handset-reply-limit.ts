import { audit } from '@/lib/audit/audit'
import { client } from '@/lib/auth/request'
import { ipKey } from '@/lib/guard/ip-key'
import { acquire, type Decision } from '@/lib/guard/limiter'

/** In an action: whether the client's IP may have one more simulated phone reply. */
export async function acquireHandsetReply(): Promise<Decision> {
  const { clientIp, isPresenter } = await client()
  const network = ipKey(clientIp)
  const decision = await acquire([{ policy: 'handsetReplies', of: network }], { isPresenter })
  if (!decision.allowed) audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
  return decision
}
