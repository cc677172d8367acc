import type { Db, Tx } from '@/lib/db/driver/client'

/** Uses up what is good for one use; false when that has been done before. Remembered for as long as it could be tried again. */
export async function consumeNonce(db: Db | Tx, id: string, keepSeconds: number): Promise<boolean> {
  const count = await db.$executeRaw`
    INSERT INTO "UsedNonce" ("id", "expiresAt") VALUES (${id}, now() + make_interval(secs => ${keepSeconds}::int))
    ON CONFLICT ("id") DO NOTHING`
  return count === 1
}

/** What was used up in vain is good again. */
export const restoreNonce = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`DELETE FROM "UsedNonce" WHERE "id" = ${id}`
