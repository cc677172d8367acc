import { audit } from '@/lib/audit/audit'
import { readClient } from '@/lib/auth/request'
import { ipKey } from '@/lib/guard/ip-key'
import { acquire, type Decision } from '@/lib/guard/limiter'

export async function acquireHandsetReply(): Promise<Decision> {
  const { clientIp, isPresenter } = await readClient()
  const network = ipKey(clientIp)
  const decision = await acquire([{ policy: 'handsetReplies', of: network }], { isPresenter })
  if (!decision.allowed) audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
  return decision
}
