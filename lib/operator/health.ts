import { db } from '@/lib/db/client'
import { outboxBacklog } from '@/lib/db/messages'
import { errorFacts, log } from '@/lib/log'

export type Health =
  | { status: 'ok'; database: 'ok'; outbox: { waiting: number; oldestSeconds: number } }
  | { status: 'unavailable'; database: 'unavailable' }

const ANSWER_WITHIN_MS = 3000

const tooLate = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the database took too long')), ANSWER_WITHIN_MS).unref()
  })

/** Whether the database answers in time, and what waits to be handed over. */
export async function outboxHealth(): Promise<Health> {
  try {
    return { status: 'ok', database: 'ok', outbox: await Promise.race([outboxBacklog(db()), tooLate()]) }
  } catch (error) {
    log().error({ event: 'health.unavailable', error: errorFacts(error) })
    return { status: 'unavailable', database: 'unavailable' }
  }
}
