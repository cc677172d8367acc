import type { Tx } from '@/lib/db/driver/client'
import { type Message, Prisma } from '@/lib/db/generated/client'
import { endQueued, withEventAndCost } from './messages'

export type Dispatch = Pick<Message, 'gateway' | 'status' | 'refusal'> & {
  /** Remaining delay requested by the gateway, or 0. */
  retryInSeconds: number
}

export const dispatchesOf = (tx: Tx, smsId: string) => tx.$queryRaw<Dispatch[]>`
  SELECT "gateway", "status", "refusal",
         greatest(0, coalesce(extract(epoch FROM "retryAt" - now()), 0))::float8 AS "retryInSeconds"
  FROM "Message" WHERE "smsId" = ${smsId}::uuid ORDER BY "createdAt", "id"`

/** Returns how long an SMS is still useful: 0 once any message has delivered its code. */
export async function usefulSeconds(tx: Tx, smsId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ secondsLeft: number }[]>`
    SELECT extract(epoch FROM m."expiresAt" - now())::float8 AS "secondsLeft" FROM "Message" AS m
    WHERE m."id" = ${smsId}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Message" AS d
      WHERE d."status" = 'DELIVERED' AND (d."smsId" = m."smsId" OR d."verificationId" = m."verificationId"))`
  return Math.max(0, rows[0]?.secondsLeft ?? 0)
}

/** Queues the next dispatch of the same SMS, or returns null if the given one already has a successor. */
export async function insertNext(
  tx: Tx,
  of: { previousId: string; gateway: string; receiptToken: string; delaySeconds: number },
): Promise<string | null> {
  const insertion = Prisma.sql`
    INSERT INTO "Message" ("verificationId", "smsId", "previousId", "to", "country", "template", "params", "locale", "gateway",
      "receiptToken", "notBefore", "expiresAt")
    SELECT "verificationId", "smsId", "id", "to", "country", "template", "params", "locale", ${of.gateway}, ${of.receiptToken},
      now() + make_interval(secs => ${of.delaySeconds}::float8), "expiresAt"
    FROM "Message" WHERE "id" = ${of.previousId}::uuid
    ON CONFLICT ("previousId") DO NOTHING`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH ${withEventAndCost(insertion)} SELECT "id"::text FROM "made"`
  return rows[0]?.id ?? null
}

export const cancelWaiting = (tx: Tx, smsId: string): Promise<number> =>
  endQueued(tx, { status: 'CANCELED', reason: 'another dispatch was delivered' }, Prisma.sql`"smsId" = ${smsId}::uuid`)
