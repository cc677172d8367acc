import type { Db } from '@/lib/db/driver/client'
import type { HandsetMessage } from '@/lib/db/generated/client'

type ArrivedMessage = Pick<HandsetMessage, 'to' | 'from' | 'body'>
export type NewHandsetMessage = ArrivedMessage & { reference: string; delayMs: number }

/** Stores a message that arrives after `delayMs`. Returns its id, which the carrier reports. */
export async function insertHandsetMessage(db: Db, row: NewHandsetMessage): Promise<string> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO "HandsetMessage" ("to", "from", "body", "reference", "arrivesAt")
    VALUES (${row.to}, ${row.from}, ${row.body}, ${row.reference}, now() + make_interval(secs => ${row.delayMs / 1000}::float8))
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

/** Returns messages, arrived or lost, whose delivery receipt is still due. */
export const unreportedArrivals = (db: Db, limit: number) => db.$queryRaw<
  (Pick<HandsetMessage, 'id' | 'to'> & { reference: string })[]
>`
  SELECT "id"::text, "to", "reference" FROM "HandsetMessage"
  WHERE "deliveredAt" IS NULL AND "reference" IS NOT NULL AND "arrivesAt" <= now() ORDER BY "arrivesAt" LIMIT ${limit}`

export const markReported = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`UPDATE "HandsetMessage" SET "deliveredAt" = now() WHERE "id" = ${id}::uuid`
