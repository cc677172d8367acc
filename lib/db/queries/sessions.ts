import type { Db, Tx } from '@/lib/db/driver/client'
import type { Session, User } from '@/lib/db/generated/client'

/** Absolute lifetime, regardless of use. */
export const SESSION_DAYS = 30
const SESSION_IDLE_DAYS = 30

export type LiveSession = Pick<Session, 'id' | 'userId'> & Pick<User, 'name' | 'phone'>

export type SessionBrowser = { browserHash: string } & Partial<Pick<Session, 'browserName' | 'systemName'>>

/** In SQL, since Prisma would set the times by this machine's clock (R10). */
export const insertSession = (db: Db | Tx, id: string, userId: string, browser?: SessionBrowser): Promise<number> =>
  db.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "browserHash", "browserName", "systemName")
    VALUES (${id}, ${userId}::uuid, ${browser?.browserHash ?? null}, ${browser?.browserName ?? null}, ${browser?.systemName ?? null})`

/** Creates a session and known browser if the password is unchanged. A concurrent reset either prevents or ends it. */
export async function insertSessionFor(
  db: Db,
  id: string,
  user: Pick<User, 'id' | 'passwordHash'> & SessionBrowser,
): Promise<boolean> {
  const count = await db.$executeRaw`
    WITH owner AS (
      SELECT "id" FROM "User" WHERE "id" = ${user.id}::uuid AND "passwordHash" = ${user.passwordHash} FOR SHARE)
    , known AS (
      INSERT INTO "KnownBrowser" ("userId", "browserHash") SELECT "id", ${user.browserHash} FROM owner
      ON CONFLICT ("userId", "browserHash") DO UPDATE SET "lastUsedAt" = now())
    INSERT INTO "Session" ("id", "userId", "browserHash", "browserName", "systemName")
    SELECT ${id}, "id", ${user.browserHash}, ${user.browserName ?? null}, ${user.systemName ?? null} FROM owner`
  return count === 1
}

/** Returns a valid session, and updates its lastSeenAt at most once a minute. */
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

export type ListedSession = Pick<Session, 'handle' | 'browserName' | 'systemName' | 'createdAt' | 'lastSeenAt'> & {
  /** Ages by the clock of the database (R10). */
  secondsOld: number
  secondsUnseen: number
  isCurrent: boolean
}

export type OwnSession = Pick<Session, 'id' | 'userId'>

/** Returns a user's active sessions: the given one first, then by last use. */
export const listSessions = (db: Db, { id, userId }: OwnSession, limit: number) => db.$queryRaw<ListedSession[]>`
  SELECT "handle"::text, "browserName", "systemName", "createdAt", "lastSeenAt", "id" = ${id} AS "isCurrent",
    extract(epoch FROM now() - "createdAt")::int AS "secondsOld",
    extract(epoch FROM now() - "lastSeenAt")::int AS "secondsUnseen"
  FROM "Session" WHERE "userId" = ${userId}::uuid AND "revokedAt" IS NULL
    AND "createdAt" > now() - make_interval(days => ${SESSION_DAYS}::int)
    AND "lastSeenAt" > now() - make_interval(days => ${SESSION_IDLE_DAYS}::int)
  ORDER BY "id" = ${id} DESC, "lastSeenAt" DESC LIMIT ${limit}`

/** Locks the user's row against concurrent sign-ins and session ends. Returns whether this session is still active. */
export async function lockUserOf(tx: Tx, { id, userId }: OwnSession): Promise<boolean> {
  await tx.$queryRaw`SELECT "id"::text FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`
  return (await tx.session.count({ where: { id, userId, revokedAt: null } })) > 0
}

type Ended = Pick<Session, 'browserHash'>[]

/** Ends a session of the same user by its handle, except the given one. Returns it, or nothing for unknown handles. */
export const endOtherSession = (tx: Tx, { id, userId }: OwnSession, handle: string): Promise<Ended> => tx.$queryRaw`
  UPDATE "Session" SET "revokedAt" = now()
  WHERE "userId" = ${userId}::uuid AND "handle" = ${handle}::uuid AND "id" <> ${id} AND "revokedAt" IS NULL
  RETURNING "browserHash"`

export const endOtherSessions = (tx: Tx, { id, userId }: OwnSession): Promise<Ended> => tx.$queryRaw`
  UPDATE "Session" SET "revokedAt" = now()
  WHERE "userId" = ${userId}::uuid AND "id" <> ${id} AND "revokedAt" IS NULL
  RETURNING "browserHash"`
