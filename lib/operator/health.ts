import { db } from '@/lib/db/driver/client'
import { type Backlog, outboxBacklog, type Reports, receiptRates } from '@/lib/db/queries/message-stats'
import { circuits } from '@/lib/delivery/circuit-breakers'
import { errorFacts, log } from '@/lib/log/log'

export type Health =
  | { status: 'ok'; database: 'ok'; outbox: Backlog }
  | { status: 'unavailable'; database: 'unavailable' }

const ANSWER_WITHIN_MS = 3000

const tooLate = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the database took too long')), ANSWER_WITHIN_MS).unref()
  })

export async function outboxHealth(): Promise<Health> {
  try {
    return { status: 'ok', database: 'ok', outbox: await Promise.race([outboxBacklog(db()), tooLate()]) }
  } catch (error) {
    log().error({ event: 'health.unavailable', error: errorFacts(error) })
    return { status: 'unavailable', database: 'unavailable' }
  }
}

type GatewayHealth = Partial<Omit<Reports, 'gateway'>> & Partial<ReturnType<typeof circuits>[string]>

/** Returns circuit breaker states of this process and receipt rates, by gateway. */
export async function gatewayHealth(): Promise<Record<string, GatewayHealth>> {
  const health: Record<string, GatewayHealth> = circuits()
  for (const { gateway, ...rates } of await receiptRates(db())) health[gateway] = { ...health[gateway], ...rates }
  return health
}
