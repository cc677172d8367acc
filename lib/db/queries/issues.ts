import { randomUUID } from 'node:crypto'
import type { Db } from '@/lib/db/driver/client'
import { Prisma, type Verification } from '@/lib/db/generated/client'
import { insertMessageSql, type NewMessage } from './messages'

export type NewVerification = Pick<
  Verification,
  | 'id'
  | 'purpose'
  | 'phone'
  | 'country'
  | 'range'
  | 'userId'
  | 'browserHash'
  | 'knownBrowser'
  | 'nonce'
  | 'keyId'
  | 'context'
  | 'locale'
> & {
  lifeSeconds: number
  /** The verification that this one supersedes, whose attempts it inherits (R3). */
  supersedes: string | null
}

/**
 * Commits a verification with its message in one statement (R6). Returns the message's id, or null and commits nothing if the
 * verification that it supersedes was approved or superseded meanwhile.
 */
export async function insertIssued(db: Db, row: NewVerification, message: NewMessage): Promise<string | null> {
  const messageId = randomUUID()
  const inserted = await db.$queryRaw<object[]>`
    WITH superseded AS (
      UPDATE "Verification" SET "supersededAt" = now()
      WHERE "id" = ${row.supersedes}::uuid AND "supersededAt" IS NULL AND "approvedAt" IS NULL
      RETURNING "attempts"),
    verification AS (
      INSERT INTO "Verification" ("id", "purpose", "phone", "country", "range", "userId", "browserHash", "knownBrowser", "nonce", "keyId",
        "context", "locale", "attempts", "expiresAt")
      SELECT ${row.id}::uuid, ${row.purpose}::"Purpose", ${row.phone}, ${row.country}, ${row.range}, ${row.userId}::uuid, ${row.browserHash},
        ${row.knownBrowser}::boolean, ${row.nonce}::bytea, ${row.keyId}, ${row.context}, ${row.locale}, coalesce((SELECT "attempts" FROM superseded), 0),
        now() + make_interval(secs => ${row.lifeSeconds}::int)
      WHERE ${row.supersedes}::uuid IS NULL OR EXISTS (SELECT FROM superseded)
      RETURNING "id"),
    ${insertMessageSql({ ...message, id: messageId }, Prisma.sql`verification`)}
    SELECT FROM "made"`
  return inserted.length > 0 ? messageId : null
}
