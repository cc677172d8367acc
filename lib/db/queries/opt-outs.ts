import type { Db, Tx } from '@/lib/db/driver/client'

/** Notes that a number's holder told us to stop. Said again, the first word of it stays. */
export const noteOptOut = (tx: Tx, { phone, gateway }: { phone: string; gateway: string }): Promise<number> =>
  tx.$executeRaw`INSERT INTO "OptOut" ("phone", "gateway") VALUES (${phone}, ${gateway}) ON CONFLICT ("phone") DO NOTHING`

/** Forgets it: the holder wants messages again. */
export const forgetOptOut = (tx: Tx, phone: string): Promise<number> =>
  tx.$executeRaw`DELETE FROM "OptOut" WHERE "phone" = ${phone}`

/** Those of the given numbers whose holders told us to stop. */
export async function optedOutOf(db: Db | Tx, phones: string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<
    { phone: string }[]
  >`SELECT "phone" FROM "OptOut" WHERE "phone" = ANY(${phones}::text[])`
  return new Set(rows.map(({ phone }) => phone))
}

/** Whether this number's holder told us to stop. */
export const hasOptedOut = async (db: Db, phone: string): Promise<boolean> => (await optedOutOf(db, [phone])).has(phone)
