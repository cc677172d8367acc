import type { Db, Tx } from './client'

/** From its beginning, however much it is used. */
export const SESSION_DAYS = 30
const SESSION_IDLE_DAYS = 30

export interface LiveSession {
  id: string
  userId: string
  name: string
  phone: string
}

/** In SQL, since Prisma would fill in the instants by the clock of this machine (R10). */
export const insertSession = (db: Db | Tx, id: string, userId: string): Promise<number> =>
  db.$executeRaw`INSERT INTO "Session" ("id", "userId") VALUES (${id}, ${userId}::uuid)`

/**
 * Makes a session for a password that was right a moment ago, if it still is, and trusts the browser: the row of the user
 * is held, so that a reset either comes first and this makes nothing, or comes after and ends both.
 */
export async function insertSessionFor(
  db: Db,
  id: string,
  user: { id: string; passwordHash: string; browserHash: string },
): Promise<boolean> {
  const count = await db.$executeRaw`
    WITH owner AS (
      SELECT "id" FROM "User" WHERE "id" = ${user.id}::uuid AND "passwordHash" = ${user.passwordHash} FOR SHARE)
    , trusted AS (
      INSERT INTO "TrustedBrowser" ("userId", "browserHash") SELECT "id", ${user.browserHash} FROM owner
      ON CONFLICT ("userId", "browserHash") DO UPDATE SET "lastUsedAt" = now())
    INSERT INTO "Session" ("id", "userId") SELECT ${id}, "id" FROM owner`
  return count === 1
}

/** The session and its person, if it is neither ended nor idle nor begun too long ago; notes that it was seen, once a minute. */
export async function liveSession(db: Db, id: string): Promise<LiveSession | null> {
  const rows = await db.$queryRaw<(LiveSession & { isStale: boolean })[]>`
    SELECT s."id", s."userId"::text, u."name", u."phone", s."lastSeenAt" < now() - interval '1 minute' AS "isStale"
    FROM "Session" AS s JOIN "User" AS u ON u."id" = s."userId"
    WHERE s."id" = ${id} AND s."revokedAt" IS NULL
      AND s."createdAt" > now() - make_interval(days => ${SESSION_DAYS}::int)
      AND s."lastSeenAt" > now() - make_interval(days => ${SESSION_IDLE_DAYS}::int)`
  const [found] = rows
  if (found?.isStale)
    await db.$executeRaw`
      UPDATE "Session" SET "lastSeenAt" = now() WHERE "id" = ${id} AND "lastSeenAt" < now() - interval '1 minute'`
  return found ?? null
}

export const endSession = (db: Db, id: string): Promise<number> =>
  db.$executeRaw`UPDATE "Session" SET "revokedAt" = now() WHERE "id" = ${id} AND "revokedAt" IS NULL`

export const endSessionsOf = (tx: Tx, userId: string): Promise<number> =>
  tx.$executeRaw`UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = ${userId}::uuid AND "revokedAt" IS NULL`
