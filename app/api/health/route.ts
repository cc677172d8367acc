import { withErrorStatus } from '@/app/_shared/with-error-status'
import { readClientIp } from '@/lib/auth/request'
import { isLoopback } from '@/lib/http/hosts'
import { OUTAGE } from '@/lib/http/response-context'
import { gatewayHealth, outboxHealth } from '@/lib/operator/health'

export const dynamic = 'force-dynamic'

/**
 * Health probe: 200 if the database responds, otherwise 503, with the age of the oldest waiting message. Gateway health
 * is reported to loopback clients only.
 */
export const GET = withErrorStatus(async () => {
  const health = await outboxHealth()
  const isHere = isLoopback(await readClientIp())
  const gateways = isHere && health.status === 'ok' ? await gatewayHealth() : undefined
  const { status, headers } = health.status === 'ok' ? { status: 200, headers: {} } : OUTAGE
  return Response.json({ ...health, gateways }, { status, headers: { ...headers, 'cache-control': 'no-store' } })
})
