import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '@/lib/db/driver/client'
import { type Message, type MessageStatus, Prisma } from '@/lib/db/generated/client'

export type NewMessage = Pick<
  Message,
  'verificationId' | 'to' | 'country' | 'template' | 'locale' | 'gateway' | 'receiptToken'
> & { params: Prisma.JsonObject; lifeSeconds: number }

export type ClaimedMessage = Pick<
  Message,
  | 'id'
  | 'verificationId'
  | 'smsId'
  | 'to'
  | 'template'
  | 'params'
  | 'locale'
  | 'gateway'
  | 'receiptToken'
  | 'fencingToken'
> & { secondsLeft: number }

/**
 * Inserts the first dispatch of an SMS and its first event, in a statement whose CTE `source` has a row; the statement affects
 * one row then.
 */
export const newMessage = (id: string, row: NewMessage, source: Prisma.Sql): Prisma.Sql => Prisma.sql`
  , message AS (
    INSERT INTO "Message" ("id", "smsId", "verificationId", "to", "country", "template", "params", "locale", "gateway", "receiptToken", "expiresAt")
    SELECT ${id}::uuid, ${id}::uuid, ${row.verificationId}::uuid, ${row.to}, ${row.country}, ${row.template}, ${JSON.stringify(row.params)}::jsonb,
      ${row.locale}, ${row.gateway}, ${row.receiptToken}, now() + make_interval(secs => ${row.lifeSeconds}::int)
    FROM ${source}
    RETURNING "id")
  INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'QUEUED' FROM message`

/** Commits the first dispatch of an SMS, with its first event. Returns its id. */
export async function insertMessage(db: Db | Tx, row: NewMessage): Promise<string> {
  const id = randomUUID()
  await db.$executeRaw`WITH one AS (SELECT) ${newMessage(id, row, Prisma.sql`one`)}`
  return id
}

/**
 * Leases waiting messages, newest first: after an outage, users still wait for those. SENDING is committed before any
 * dispatch (R6). Rows that another process claims are skipped.
 */
export const claimMessages = (
  db: Db,
  of: { id: string | null; most: number; leaseSeconds: number },
): Promise<ClaimedMessage[]> => db.$queryRaw<ClaimedMessage[]>`
  WITH claimed AS (
    UPDATE "Message" SET "status" = 'SENDING', "fencingToken" = "fencingToken" + 1,
      "leaseUntil" = now() + make_interval(secs => ${of.leaseSeconds}::int)
    WHERE "id" IN (
      SELECT "id" FROM "Message"
      WHERE "status" = 'QUEUED' AND "notBefore" <= now() AND (${of.id}::uuid IS NULL OR "id" = ${of.id}::uuid)
      ORDER BY "notBefore" DESC LIMIT ${of.most} FOR UPDATE SKIP LOCKED)
    RETURNING *)
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'SENDING' FROM claimed)
  SELECT "id"::text, "verificationId"::text, "smsId"::text, "to", "template", "params", "locale", "gateway", "receiptToken", "fencingToken",
         extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft"
  FROM claimed`

/** Returns the messages whose lease under this fencing token is still valid; called immediately before dispatching. */
export async function heldLeases(
  db: Db,
  claimed: { id: string; fencingToken: number }[],
): Promise<ReadonlySet<string>> {
  const ids = claimed.map(({ id }) => id)
  const fencingTokens = claimed.map(({ fencingToken }) => fencingToken)
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m."id"::text FROM "Message" AS m
    JOIN unnest(${ids}::uuid[], ${fencingTokens}::int[]) AS claimed("id", "fencingToken") ON claimed."id" = m."id" AND claimed."fencingToken" = m."fencingToken"
    WHERE m."status" = 'SENDING' AND m."leaseUntil" > now()`
  return new Set(rows.map(({ id }) => id))
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

/** Advances a status, never back (R8). FAILED, EXPIRED and CANCELED rank equally. Also stores a late gateway id. */
export async function advanceMessage(db: Db | Tx, id: string, to: Advance): Promise<boolean> {
  const count = await db.$executeRaw`
    WITH moved AS (
      UPDATE "Message" SET "status" = ${to.status}::"MessageStatus",
        "error" = coalesce(${to.detail ?? null}::text, "error"),
        "gatewayMessageId" = coalesce("gatewayMessageId", ${to.gatewayMessageId ?? null}::text),
        "segments" = coalesce(${to.segments ?? null}::int, "segments"),
        "refusal" = coalesce(${to.refusal ?? null}::text, "refusal"),
        "retryAt" = coalesce(now() + make_interval(secs => ${to.retryAfterSeconds ?? null}::int), "retryAt")
      WHERE "id" = ${id}::uuid AND "status" <
        CASE WHEN ${to.status} IN ('EXPIRED', 'CANCELED') THEN 'FAILED'::"MessageStatus" ELSE ${to.status}::"MessageStatus" END
      RETURNING "id")
    INSERT INTO "MessageEvent" ("messageId", "status", "detail")
    SELECT "id", ${to.status}::"MessageStatus", ${to.detail ?? null}::text FROM moved`
  if (count === 0 && (to.gatewayMessageId || to.segments)) await noteLate(db, id, to)
  return count === 1
}

const noteLate = (db: Db | Tx, id: string, { gatewayMessageId, segments }: Advance): Promise<number> => db.$executeRaw`
  UPDATE "Message" SET "gatewayMessageId" = coalesce("gatewayMessageId", ${gatewayMessageId ?? null}::text),
    "segments" = coalesce("segments", ${segments ?? null}::int)
  WHERE "id" = ${id}::uuid`

/** Marks messages with an expired lease as UNKNOWN, since the dispatch may have succeeded. */
export const expireLeases = (tx: Tx, most: number) => tx.$queryRaw<Pick<Message, 'id' | 'smsId' | 'to'>[]>`
  WITH lost AS (
    UPDATE "Message" SET "status" = 'UNKNOWN', "error" = 'the lease ran out'
    WHERE "id" IN (
      SELECT "id" FROM "Message" WHERE "status" = 'SENDING' AND "leaseUntil" <= now() LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "smsId", "to")
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status", "detail") SELECT "id", 'UNKNOWN', 'the lease ran out' FROM lost)
  SELECT "id"::text, "smsId"::text, "to" FROM lost`

/** Ends all leases. For the start of a database with a single process, which holds no lease yet. */
export const endAllLeases = (db: Db): Promise<number> =>
  db.$executeRaw`UPDATE "Message" SET "leaseUntil" = now() WHERE "status" = 'SENDING'`

export const expireWaiting = (db: Db, most: number): Promise<number> => db.$executeRaw`
  WITH late AS (
    UPDATE "Message" SET "status" = 'EXPIRED', "error" = 'too late to be of use'
    WHERE "id" IN (
      SELECT "id" FROM "Message" WHERE "status" = 'QUEUED' AND "expiresAt" <= now() LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING "id")
  INSERT INTO "MessageEvent" ("messageId", "status", "detail") SELECT "id", 'EXPIRED', 'too late to be of use' FROM late`
