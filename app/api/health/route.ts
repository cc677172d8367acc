import { outboxHealth } from '@/lib/operator/health'

export const dynamic = 'force-dynamic'

/** For probes: 200 while the database answers, 503 otherwise, and how long the oldest message has been waiting. */
export async function GET() {
  const health = await outboxHealth()
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
