import type { Db, Tx } from '@/lib/db/driver/client'

/** Adds a browser that has just signed in, or renews its retention. */
export const rememberKnownBrowser = (
  db: Db | Tx,
  userId: string,
  browserHash: string,
): Promise<number> => db.$executeRaw`
  INSERT INTO "KnownBrowser" ("userId", "browserHash") VALUES (${userId}::uuid, ${browserHash})
  ON CONFLICT ("userId", "browserHash") DO UPDATE SET "lastUsedAt" = now()`

/** When a password is replaced: an attacker may have known the old one, so only this browser stays known. */
export const forgetOtherBrowsers = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" <> ${browserHash}`

/** When its session is ended from another browser: the device may be lost. */
export const forgetBrowser = (tx: Tx, userId: string, browserHash: string): Promise<number> => tx.$executeRaw`
  DELETE FROM "KnownBrowser" WHERE "userId" = ${userId}::uuid AND "browserHash" = ${browserHash}`
