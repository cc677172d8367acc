import type { Db } from '@/lib/db/driver/client'
import type { HandsetMessage } from '@/lib/db/generated/client'

type ArrivedMessage = Pick<HandsetMessage, 'to' | 'from' | 'body'>
export type NewHandsetMessage = ArrivedMessage & { reference: string; delayMs: number }

/** The simulated carrier takes a message; it arrives once `delayMs` have passed. Returns the carrier's id for it. */
export async function insertHandsetMessage(db: Db, row: NewHandsetMessage): Promise<string> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO "HandsetMessage" ("to", "from", "body", "reference", "arrivesAt")
    VALUES (${row.to}, ${row.from}, ${row.body}, ${row.reference}, now() + make_interval(secs => ${row.delayMs / 1000}::float8))
    RETURNING "id"::text`
  return rows[0]?.id ?? ''
}

/** A message that a carrier of its own process has brought; it reports to whom it had the message from, not to us. */
export const insertArrivedMessage = (db: Db, { to, from, body }: ArrivedMessage) =>
  db.$executeRaw`
    INSERT INTO "HandsetMessage" ("to", "from", "body", "arrivesAt", "deliveredAt")
    VALUES (${to}, ${from}, ${body}, now(), now())`

/** What the simulated phone shows: arrived messages, newest first. One that got lost on the way has no text. */
export const arrivedMessages = (db: Db, to: string, most: number) => db.$queryRaw<
  (Pick<HandsetMessage, 'id' | 'from' | 'body'> & { arrivedAt: Date })[]
>`
  SELECT "id"::text, "from", "body", "arrivesAt" AS "arrivedAt" FROM "HandsetMessage"
  WHERE "to" = ${to} AND "arrivesAt" <= now() AND "body" <> '' ORDER BY "arrivesAt" DESC, "id" LIMIT ${most}`

/** Arrived or lost by now, but not yet reported by a receipt; without a reference there is nothing to report by. */
export const unreportedArrivals = (db: Db, most: number) => db.$queryRaw<
  (Pick<HandsetMessage, 'id' | 'to'> & { reference: string })[]
>`
  SELECT "id"::text, "to", "reference" FROM "HandsetMessage"
  WHERE "deliveredAt" IS NULL AND "reference" IS NOT NULL AND "arrivesAt" <= now() ORDER BY "arrivesAt" LIMIT ${most}`

export const markReported = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`UPDATE "HandsetMessage" SET "deliveredAt" = now() WHERE "id" = ${id}::uuid`
