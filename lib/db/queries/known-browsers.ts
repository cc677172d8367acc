import type { Db, Tx } from '@/lib/db/driver/client'

export const trustBrowser = (db: Db | Tx, userId: string, browserHash: string): Promise<number> => db.$executeRaw`
  INSERT INTO "KnownBrowser" ("userId", "browserHash") VALUES (${userId}::uuid, ${browserHash})
  ON CONFLICT ("userId", "browserHash") DO UPDATE SET "lastUsedAt" = now()`

/** For password resets: an attacker may have set the old password, so only the browser with the proof stays known. */
export const distrustOtherBrowsers = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" <> ${browserHash}`

export const distrustBrowser = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" = ${browserHash}`
