import type { Db, Tx } from './client'

/** Notes a report by its nonce; false when it was taken before. */
export async function noteReceipt(tx: Tx, id: string, keepSeconds: number): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO "SeenReceipt" ("id", "expiresAt") VALUES (${id}, now() + make_interval(secs => ${keepSeconds}::int))
    ON CONFLICT ("id") DO NOTHING`
  return count === 1
}

export const purgeSeenReceipts = (db: Db, most: number): Promise<number> => db.$executeRaw`
  DELETE FROM "SeenReceipt" WHERE "id" IN (
    SELECT "id" FROM "SeenReceipt" WHERE "expiresAt" < now() LIMIT ${most} FOR UPDATE SKIP LOCKED)`
