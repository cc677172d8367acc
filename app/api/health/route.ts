import { withErrorStatus } from '@/app/_shared/with-error-status'
import { readClientIp } from '@/lib/auth/request'
import { isLoopback } from '@/lib/http/hosts'
import { OUTAGE } from '@/lib/http/response-context'
import { gatewayHealth, outboxHealth } from '@/lib/operator/health'

export const dynamic = 'force-dynamic'

/**
 * For probes: 200 while the database answers, 503 otherwise, and how long the oldest message has been waiting. How each
 * gateway fares is for those on this machine alone.
 */
export const GET = withErrorStatus(async () => {
  const health = await outboxHealth()
  const isHere = isLoopback(await readClientIp())
  const gateways = isHere && health.status === 'ok' ? await gatewayHealth() : undefined
  const { status, headers } = health.status === 'ok' ? { status: 200, headers: {} } : OUTAGE
  return Response.json({ ...health, gateways }, { status, headers: { ...headers, 'cache-control': 'no-store' } })
})
