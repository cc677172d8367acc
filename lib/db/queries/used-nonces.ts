import type { Db, Tx } from '@/lib/db/driver/client'

/** Returns false for a replayed nonce. `keepSeconds` has to cover the period in which the nonce is valid. */
export async function consumeNonce(db: Db | Tx, id: string, keepSeconds: number): Promise<boolean> {
  const count = await db.$executeRaw`
    INSERT INTO "UsedNonce" ("id", "expiresAt") VALUES (${id}, now() + make_interval(secs => ${keepSeconds}::int))
    ON CONFLICT ("id") DO NOTHING`
  return count === 1
}

/** Makes the nonce of a failed operation usable again. */
export const restoreNonce = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`DELETE FROM "UsedNonce" WHERE "id" = ${id}`
