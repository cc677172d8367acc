import type { Db, Tx } from './client'
import type { MessageStatus, Prisma } from './generated/client'

export interface NewMessage {
  verificationId: string | null
  to: string
  template: string
  params: Prisma.JsonObject
  locale: string
  gateway: string
  receiptToken: string
  lifeSeconds: number
}

/** A message that this process holds the lease of. */
export interface ClaimedMessage {
  id: string
  verificationId: string | null
  to: string
  template: string
  params: Prisma.JsonValue
  locale: string
  gateway: string
  receiptToken: string
  fence: number
  secondsLeft: number
}

/** Commits a message to be handed over, with its first event; returns its id. */
export async function insertMessage(tx: Tx, row: NewMessage): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH made AS (
      INSERT INTO "Message" ("verificationId", "to", "template", "params", "locale", "gateway", "receiptToken", "expiresAt")
      VALUES (${row.verificationId}::uuid, ${row.to}, ${row.template}, ${JSON.stringify(row.params)}::jsonb,
        ${row.locale}, ${row.gateway}, ${row.receiptToken}, now() + make_interval(secs => ${row.lifeSeconds}::int))
      RETURNING "id")
    , noted AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'QUEUED' FROM made)
    SELECT "id"::text FROM made`
  const [made] = rows
  if (!made) throw new Error('a message was not inserted')
  return made.id
}

/**
 * Takes the lease of messages that wait: SENDING is written before anything is sent (R6), under a fence that grows with
 * every claim. Rows that another process is claiming are skipped, not waited for.
 */
export const claimMessages = (
  db: Db,
  of: { id: string | null; most: number; leaseSeconds: number },
): Promise<ClaimedMessage[]> => db.$queryRaw<ClaimedMessage[]>`
  WITH claimed AS (
    UPDATE "Message" SET "status" = 'SENDING', "fence" = "fence" + 1,
      "leaseUntil" = now() + make_interval(secs => ${of.leaseSeconds}::int)
    WHERE "id" IN (
      SELECT "id" FROM "Message"
      WHERE "status" = 'QUEUED' AND "notBefore" <= now() AND (${of.id}::uuid IS NULL OR "id" = ${of.id}::uuid)
      ORDER BY "notBefore" LIMIT ${of.most} FOR UPDATE SKIP LOCKED)
    RETURNING *)
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'SENDING' FROM claimed)
  SELECT "id"::text, "verificationId"::text, "to", "template", "params", "locale", "gateway", "receiptToken", "fence",
         extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft"
  FROM claimed`

/** Whether the lease that was claimed under this fence still stands; asked immediately before the call. */
export async function holdsLease(db: Db, id: string, fence: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM "Message"
    WHERE "id" = ${id}::uuid AND "fence" = ${fence} AND "status" = 'SENDING' AND "leaseUntil" > now()`
  return rows.length === 1
}

export interface Advance {
  status: MessageStatus
  detail?: string | null
  gatewayMessageId?: string | null
}

/**
 * Moves a message forward, never back (R8). The column's type sorts as the ranks do, FAILED, EXPIRED and CANCELED being
 * one rank: of these the first written stays. What the gateway calls the message is kept even when a receipt was faster.
 */
export async function advanceMessage(db: Db | Tx, id: string, to: Advance): Promise<boolean> {
  const count = await db.$executeRaw`
    WITH moved AS (
      UPDATE "Message" SET "status" = ${to.status}::"MessageStatus", "error" = coalesce(${to.detail ?? null}::text, "error")
      WHERE "id" = ${id}::uuid AND "status" <
        CASE WHEN ${to.status} IN ('EXPIRED', 'CANCELED') THEN 'FAILED'::"MessageStatus" ELSE ${to.status}::"MessageStatus" END
      RETURNING "id")
    INSERT INTO "MessageEvent" ("messageId", "status", "detail")
    SELECT "id", ${to.status}::"MessageStatus", ${to.detail ?? null}::text FROM moved`
  if (to.gatewayMessageId)
    await db.message.updateMany({
      where: { id, gatewayMessageId: null },
      data: { gatewayMessageId: to.gatewayMessageId },
    })
  return count === 1
}

/** Leases that ran out: the call may have gone through or not, so the outcome is unknown. */
export const expireLeases = (db: Db): Promise<{ id: string }[]> => db.$queryRaw<{ id: string }[]>`
  WITH lost AS (
    UPDATE "Message" SET "status" = 'UNKNOWN', "error" = 'the lease ran out'
    WHERE "status" = 'SENDING' AND "leaseUntil" <= now() RETURNING "id")
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status", "detail") SELECT "id", 'UNKNOWN', 'the lease ran out' FROM lost)
  SELECT "id"::text FROM lost`

/** Ends every lease at once: for a database with one process, which has just started and so holds none. */
export const endAllLeases = (db: Db): Promise<number> =>
  db.$executeRaw`UPDATE "Message" SET "leaseUntil" = now() WHERE "status" = 'SENDING'`

/** First hand-overs whose outcome is unknown, still worth sending, that nothing repeats yet. */
export const unrepeatedUnknowns = (db: Db, most: number) => db.$queryRaw<{ id: string }[]>`
  SELECT m."id"::text FROM "Message" AS m
  WHERE m."status" = 'UNKNOWN' AND m."previousId" IS NULL AND m."expiresAt" > now()
    AND NOT EXISTS (SELECT 1 FROM "Message" AS r WHERE r."previousId" = m."id")
  LIMIT ${most}`

/** Queues the same SMS once more; nothing when somebody else just did. */
export const repeatMessage = (db: Db, id: string, receiptToken: string): Promise<number> => db.$executeRaw`
  WITH made AS (
    INSERT INTO "Message" ("verificationId", "previousId", "to", "template", "params", "locale", "gateway", "receiptToken", "expiresAt")
    SELECT "verificationId", "id", "to", "template", "params", "locale", "gateway", ${receiptToken}, "expiresAt"
    FROM "Message" WHERE "id" = ${id}::uuid
    ON CONFLICT ("previousId") DO NOTHING
    RETURNING "id")
  INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'QUEUED' FROM made`

export async function outboxBacklog(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
  const rows = await db.$queryRaw<{ waiting: number; oldestSeconds: number }[]>`
    SELECT count(*)::int AS waiting,
           coalesce(floor(extract(epoch FROM now() - min("notBefore"))), 0)::int AS "oldestSeconds"
    FROM "Message" WHERE "status" IN ('QUEUED', 'SENDING') AND "notBefore" <= now()`
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 }
}

/** The status of the latest message of a verification. */
export async function latestStatus(db: Db, verificationId: string): Promise<MessageStatus | null> {
  const found = await db.message.findFirst({
    where: { verificationId },
    orderBy: { createdAt: 'desc' },
    select: { status: true },
  })
  return found?.status ?? null
}
