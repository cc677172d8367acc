import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '@/lib/db/driver/client'
import { type Message, type MessageStatus, Prisma } from '@/lib/db/generated/client'
import { costOf, fullCost, insertSpend } from './spend'

export type NewMessage = Pick<
  Message,
  'verificationId' | 'to' | 'country' | 'template' | 'locale' | 'gateway' | 'receiptToken'
> & { params: Prisma.JsonObject; lifeSeconds: number }

/** CTEs that run an insertion of messages and record their events and cost. The CTE `made` has their ids. */
export const withEventAndCost = (insertion: Prisma.Sql): Prisma.Sql => Prisma.sql`
  "made" AS (${insertion} RETURNING "id", "createdAt", "country", "template", ${Prisma.raw(costOf('"Message"'))} AS "change"),
  "madeEvent" AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'QUEUED' FROM "made"),
  "madeCost" AS (${insertSpend('made')})`

/** SQL: CTEs that insert this message if `source` returns a row, in the statement that commits the message's cause (R6). */
export const insertMessageSql = (row: NewMessage & { id: string }, source: Prisma.Sql): Prisma.Sql =>
  withEventAndCost(Prisma.sql`
    INSERT INTO "Message" ("id", "smsId", "verificationId", "to", "country", "template", "params", "locale", "gateway", "receiptToken", "expiresAt")
    SELECT ${row.id}::uuid, ${row.id}::uuid, ${row.verificationId}::uuid, ${row.to}, ${row.country}, ${row.template}, ${JSON.stringify(row.params)}::jsonb,
      ${row.locale}, ${row.gateway}, ${row.receiptToken}, now() + make_interval(secs => ${row.lifeSeconds}::int) FROM ${source}`)

/** Queues the first dispatch of an SMS. Returns the message's id. */
export async function insertMessage(db: Db | Tx, row: NewMessage): Promise<string> {
  const id = randomUUID()
  await db.$executeRaw`WITH ${insertMessageSql({ ...row, id }, Prisma.sql`(SELECT) AS one`)} SELECT 1`
  return id
}

export type ReportedMessage = Pick<Message, 'id' | 'smsId' | 'to' | 'template'> & { seconds: number }

export async function messageByReceipt(
  tx: Tx,
  of: { receiptToken: string; gateway: string },
): Promise<ReportedMessage | undefined> {
  const [message] = await tx.$queryRaw<ReportedMessage[]>`
    SELECT "id"::text, "smsId"::text, "to", "template", extract(epoch FROM clock_timestamp() - "createdAt")::float8 AS "seconds"
    FROM "Message" WHERE "receiptToken" = ${of.receiptToken} AND "gateway" = ${of.gateway}`
  return message
}

export type Advance = Partial<Pick<Message, 'gatewayMessageId' | 'segments' | 'refusal'>> & {
  status: MessageStatus
  detail?: string | null
  retryAfterSeconds?: number | null
}

/**
 * Advances statuses and never sets them back (R8). FAILED, EXPIRED and CANCELED rank equally. Stores gateway ids and segments
 * even if the status does not advance. Returns the ids of the messages that advanced. Locks rows in the order of their ids to
 * prevent deadlocks.
 */
export async function advanceMessages(
  db: Db | Tx,
  advances: (Advance & { id: string })[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH "given" AS (
      SELECT *, CASE WHEN "status" IN ('EXPIRED', 'CANCELED') THEN 'FAILED' ELSE "status" END AS "rank"
      FROM jsonb_to_recordset(${JSON.stringify(advances)}::jsonb) AS g("id" uuid, "status" "MessageStatus", "detail" text,
        "gatewayMessageId" text, "segments" int, "refusal" text, "retryAfterSeconds" float8)),
    "held" AS (
      SELECT m."id", m."status" < g."rank" AS "moves", ${Prisma.raw(costOf('m'))} AS "cost"
      FROM "Message" AS m JOIN "given" AS g ON g."id" = m."id" ORDER BY m."id" FOR NO KEY UPDATE OF m),
    "advanced" AS (
      UPDATE "Message" AS m SET
        "status" = CASE WHEN h."moves" THEN g."status" ELSE m."status" END,
        "error" = CASE WHEN h."moves" THEN coalesce(g."detail", m."error") ELSE m."error" END,
        "refusal" = CASE WHEN h."moves" THEN coalesce(g."refusal", m."refusal") ELSE m."refusal" END,
        "retryAt" = CASE WHEN h."moves" THEN coalesce(now() + make_interval(secs => g."retryAfterSeconds"), m."retryAt") ELSE m."retryAt" END,
        "gatewayMessageId" = coalesce(m."gatewayMessageId", g."gatewayMessageId"),
        "segments" = coalesce(m."segments", g."segments")
      FROM "given" AS g JOIN "held" AS h ON h."id" = g."id"
      WHERE m."id" = g."id" AND (h."moves" OR g."gatewayMessageId" IS NOT NULL OR g."segments" IS NOT NULL)
      RETURNING m."id", m."createdAt", m."country", m."template", h."moves", g."status", g."detail",
        ${Prisma.raw(costOf('m'))} - h."cost" AS "change"),
    "noted" AS (
      INSERT INTO "MessageEvent" ("messageId", "status", "detail") SELECT "id", "status", "detail" FROM "advanced" WHERE "moves"),
    "cost" AS (${insertSpend('advanced')})
    SELECT "id"::text FROM "advanced" WHERE "moves"`
  return new Set(rows.map(({ id }) => id))
}

export const advanceMessage = async (db: Db | Tx, id: string, advance: Advance): Promise<boolean> =>
  (await advanceMessages(db, [{ ...advance, id }])).has(id)

/** Ends the queued messages that match, and reverses their cost. */
export const endQueued = (
  db: Db | Tx,
  as: { status: 'EXPIRED' | 'CANCELED'; reason: string },
  matching: Prisma.Sql,
): Promise<number> => db.$executeRaw`
  WITH "ended" AS (
    UPDATE "Message" SET "status" = ${as.status}::"MessageStatus", "error" = ${as.reason}
    WHERE "status" = 'QUEUED' AND ${matching}
    RETURNING "id", "createdAt", "country", "template", -(${Prisma.raw(fullCost('"Message"'))}) AS "change"),
  "cost" AS (${insertSpend('ended')})
  INSERT INTO "MessageEvent" ("messageId", "status", "detail")
  SELECT "id", ${as.status}::"MessageStatus", ${as.reason} FROM "ended"`

export const expireWaiting = (db: Db, most: number): Promise<number> =>
  endQueued(
    db,
    { status: 'EXPIRED', reason: 'too late to be of use' },
    Prisma.sql`"id" = ANY(ARRAY(
      SELECT "id" FROM "Message" WHERE "status" = 'QUEUED' AND "expiresAt" <= now() LIMIT ${most} FOR UPDATE SKIP LOCKED))`,
  )
