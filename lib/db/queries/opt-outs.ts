import type { Db, Tx } from '@/lib/db/driver/client'

/** Keeps the date of the first opt-out. */
export const noteOptOut = (tx: Tx, { phone, gateway }: { phone: string; gateway: string }): Promise<number> =>
  tx.$executeRaw`INSERT INTO "OptOut" ("phone", "gateway") VALUES (${phone}, ${gateway}) ON CONFLICT ("phone") DO NOTHING`

export const forgetOptOut = (tx: Tx, phone: string): Promise<number> =>
  tx.$executeRaw`DELETE FROM "OptOut" WHERE "phone" = ${phone}`

export async function optedOutOf(db: Db | Tx, phones: string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<
    { phone: string }[]
  >`SELECT "phone" FROM "OptOut" WHERE "phone" = ANY(${phones}::text[])`
  return new Set(rows.map(({ phone }) => phone))
}

/** Returns the time of the opt-out, or null if the phone gets messages. */
export async function optedOutAt(db: Db, phone: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date }[]>`SELECT "at" FROM "OptOut" WHERE "phone" = ${phone}`
  return row?.at ?? null
}
