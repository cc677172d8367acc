import type { Db, Tx } from '@/lib/db/driver/client'
import type { User } from '@/lib/db/generated/client'

export type Account = Pick<User, 'id' | 'passwordHash'> & {
  /** Whether this browser has signed in to it before. */
  knownBrowser: boolean
}

/** Whose number it is, and whether this browser is one of theirs; null for everybody else's number, by the same query. */
export async function accountOf(db: Db, phone: string, browserHash: string): Promise<Account | null> {
  const rows = await db.$queryRaw<Account[]>`
    SELECT u."id"::text, u."passwordHash", EXISTS (
      SELECT 1 FROM "KnownBrowser" AS b WHERE b."userId" = u."id" AND b."browserHash" = ${browserHash}) AS "knownBrowser"
    FROM "User" AS u WHERE u."phone" = ${phone}`
  return rows[0] ?? null
}

/** This browser has just signed in. */
export const trustBrowser = (db: Db | Tx, userId: string, browserHash: string): Promise<number> => db.$executeRaw`
  INSERT INTO "KnownBrowser" ("userId", "browserHash") VALUES (${userId}::uuid, ${browserHash})
  ON CONFLICT ("userId", "browserHash") DO UPDATE SET "lastUsedAt" = now()`

/** Whoever set the password before may have been somebody else: only the browser that has just proved the number stays. */
export const distrustOtherBrowsers = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" <> ${browserHash}`

/** Somebody else may have that browser now. */
export const distrustBrowser = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" = ${browserHash}`
