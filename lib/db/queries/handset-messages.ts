import type { Db } from '@/lib/db/driver/client'
import type { HandsetMessage, NetworkCondition } from '@/lib/db/generated/client'

type ArrivedMessage = Pick<HandsetMessage, 'to' | 'from' | 'body'>
export type NewHandsetMessage = ArrivedMessage &
  Pick<HandsetMessage, 'receipt' | 'receiptDetail'> & {
    reference: string
    gateway: string
    carrierMs: number
    delayMs: number
  }

/** Stores a message that the carrier has after `carrierMs`, and the phone `delayMs` later. Returns its id. */
export async function insertHandsetMessage(db: Db, row: NewHandsetMessage): Promise<string> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO "HandsetMessage" ("to", "from", "body", "reference", "gateway", "receipt", "receiptDetail", "acceptedAt",
      "arrivesAt")
    VALUES (${row.to}, ${row.from}, ${row.body}, ${row.reference}, ${row.gateway}, ${row.receipt}, ${row.receiptDetail},
      now() + make_interval(secs => ${row.carrierMs / 1000}::float8),
      now() + make_interval(secs => ${(row.carrierMs + row.delayMs) / 1000}::float8))
    RETURNING "id"::text`
  return rows[0]?.id ?? ''
}

/** Stores a message of an external carrier, which sends its own delivery receipts. */
export const insertArrivedMessage = (db: Db, { to, from, body }: ArrivedMessage) =>
  db.$executeRaw`
    INSERT INTO "HandsetMessage" ("to", "from", "body", "arrivesAt", "deliveredAt")
    VALUES (${to}, ${from}, ${body}, now(), now())`

/** Returns the messages that the simulated phone shows, newest first. Lost messages have no text. */
export const arrivedMessages = (db: Db, to: string, limit: number) => db.$queryRaw<
  (Pick<HandsetMessage, 'id' | 'from' | 'body'> & { arrivedAt: Date })[]
>`
  SELECT "id"::text, "from", "body", "arrivesAt" AS "arrivedAt" FROM "HandsetMessage"
  WHERE "to" = ${to} AND "arrivesAt" <= now() AND "body" <> '' ORDER BY "arrivesAt" DESC, "id" LIMIT ${limit}`

/** Returns each phone that shows messages, with its newest one; the phone of the newest message first. */
export const phonesWithMessages = (db: Db, limit: number) => db.$queryRaw<
  (Pick<HandsetMessage, 'to' | 'from'> & { arrivedAt: Date })[]
>`
  SELECT * FROM (
    SELECT DISTINCT ON ("to") "to", "from", "arrivesAt" AS "arrivedAt" FROM "HandsetMessage"
    WHERE "arrivesAt" <= now() AND "body" <> '' ORDER BY "to", "arrivesAt" DESC, "id"
  ) AS newest ORDER BY "arrivedAt" DESC, "to" LIMIT ${limit}`

/** Returns the messages that arrived after the given one, oldest first; all if that one no longer exists. */
export const messagesAfter = (db: Db, of: { to: string; after: string | null; limit: number }) => db.$queryRaw<
  (Pick<HandsetMessage, 'id' | 'from' | 'body'> & { arrivedAt: Date })[]
>`
  SELECT "id"::text, "from", "body", "arrivesAt" AS "arrivedAt" FROM "HandsetMessage" AS m
  WHERE "to" = ${of.to} AND "arrivesAt" <= now() AND "body" <> '' AND NOT EXISTS (
    SELECT 1 FROM "HandsetMessage" AS a
    WHERE a."id" = ${of.after}::uuid AND a."to" = ${of.to} AND (a."arrivesAt", a."id") >= (m."arrivesAt", m."id"))
  ORDER BY "arrivesAt", "id" LIMIT ${of.limit}`

/** Deletes arrived messages; those whose receipt is due lose their text only, so that the receipt is still sent. */
export const clearHandset = (db: Db, to: string): Promise<number> => db.$executeRaw`
  WITH "reported" AS (DELETE FROM "HandsetMessage" WHERE "to" = ${to} AND "deliveredAt" IS NOT NULL)
  UPDATE "HandsetMessage" SET "body" = '' WHERE "to" = ${to} AND "deliveredAt" IS NULL AND "arrivesAt" <= now()`

export type UnreportedArrival = Pick<HandsetMessage, 'id' | 'receipt' | 'receiptDetail'> & {
  reference: string
  gateway: string
} & Pick<NetworkCondition, 'receiptsLost' | 'receiptsDuplicated' | 'receiptsOutOfOrder'>

/** Returns messages, arrived or lost, whose delivery receipt is due, with what happens to their receipts now. */
export const unreportedArrivals = (db: Db, limit: number) => db.$queryRaw<UnreportedArrival[]>`
  SELECT m."id"::text, m."reference", m."gateway", m."receipt", m."receiptDetail",
    coalesce(c."receiptsLost", false) AS "receiptsLost", coalesce(c."receiptsDuplicated", false) AS "receiptsDuplicated",
    coalesce(c."receiptsOutOfOrder", false) AS "receiptsOutOfOrder"
  FROM "HandsetMessage" AS m LEFT JOIN "NetworkCondition" AS c ON c."gateway" = m."gateway"
  WHERE m."deliveredAt" IS NULL AND m."gateway" IS NOT NULL AND m."arrivesAt" <= now()
    AND m."arrivesAt" + make_interval(secs => coalesce(c."receiptDelayMs", 0)::float8 / 1000) <= now()
  ORDER BY m."arrivesAt" LIMIT ${limit}`

export const markReported = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`UPDATE "HandsetMessage" SET "deliveredAt" = now() WHERE "id" = ${id}::uuid`
