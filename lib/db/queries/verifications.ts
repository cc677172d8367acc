import type { Db, Tx } from '@/lib/db/driver/client'
import { Prisma, type Verification } from '@/lib/db/generated/client'
import type { Purpose } from '@/lib/db/generated/enums'

export type VerificationRow = Omit<Verification, 'range' | 'createdAt' | 'expiresAt'> & {
  /** Negative once expired. */
  secondsLeft: number
  lifeSeconds: number
}

// Times are by the clock of the database (R10). The columns are named one by one, because the result type of a prepared
// statement must not change when a later migration adds a column.
export const VERIFICATION_COLUMNS = Prisma.sql`"id", "purpose", "phone", "country", "userId", "browserHash", "knownBrowser", "nonce",
  "keyId", "context", "locale", "attempts", "approvedAt", "consumedAt", "supersededAt",
  extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft",
  extract(epoch FROM "expiresAt" - "createdAt")::float8 AS "lifeSeconds"`

export async function verificationsById(db: Db | Tx, ids: string[]): Promise<ReadonlyMap<string, VerificationRow>> {
  const rows = await db.$queryRaw<VerificationRow[]>`
    SELECT ${VERIFICATION_COLUMNS} FROM "Verification" WHERE "id" = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Does not check which browser owns the verification. */
export async function verificationById(db: Db | Tx, id: string): Promise<VerificationRow | null> {
  return (await verificationsById(db, [id])).get(id) ?? null
}

/** Finds a verification of this browser (R5). */
export async function verificationOf(db: Db | Tx, id: string, browserHash: string): Promise<VerificationRow | null> {
  const row = await verificationById(db, id)
  return row?.browserHash === browserHash ? row : null
}

/** `before` contains the inputs of the superseded verification's code, to recognize an outdated code. */
export type TakenAttempt = VerificationRow & {
  before: Pick<VerificationRow, 'id' | 'nonce' | 'keyId' | 'userId'> | null
}

/**
 * Takes one attempt in a statement of its own, before the comparison (R2). Returns null unless this browser has an open
 * verification with attempts left.
 */
export async function takeAttempt(
  db: Db | Tx,
  of: { id: string; browserHash: string; maxAttempts: number },
): Promise<TakenAttempt | null> {
  type Row = VerificationRow & {
    beforeId: string | null
    beforeNonce: VerificationRow['nonce']
    beforeKeyId: string
    beforeUserId: string | null
  }
  const [row] = await db.$queryRaw<Row[]>`
    WITH taken AS (
      UPDATE "Verification" SET "attempts" = "attempts" + 1
      WHERE "id" = ${of.id}::uuid AND "browserHash" = ${of.browserHash} AND "attempts" < ${of.maxAttempts}
        AND "expiresAt" > now() AND "approvedAt" IS NULL AND "supersededAt" IS NULL
      RETURNING ${VERIFICATION_COLUMNS})
    SELECT taken.*, "beforeId", "beforeNonce", "beforeKeyId", "beforeUserId"
    FROM taken LEFT JOIN LATERAL (
      SELECT b."id" AS "beforeId", b."nonce" AS "beforeNonce", b."keyId" AS "beforeKeyId", b."userId" AS "beforeUserId"
      FROM "Verification" AS b
      WHERE b."phone" = taken."phone" AND b."purpose" = taken."purpose" AND b."browserHash" = taken."browserHash"
        AND b."context" = taken."context" AND b."supersededAt" IS NOT NULL
      ORDER BY b."createdAt" DESC LIMIT 1) AS before ON true`
  if (!row) return null
  const { beforeId: id, beforeNonce: nonce, beforeKeyId: keyId, beforeUserId: userId, ...taken } = row
  return { ...taken, before: id === null ? null : { id, nonce, keyId, userId } }
}

/**
 * Approves at most once; the row then lives as long as its proof (R4). Returns the number of its SMS, or null if it is no
 * longer open.
 */
export async function approve(db: Db, id: string, proofLifeSeconds: number): Promise<number | null> {
  const rows = await db.$queryRaw<{ messages: number }[]>`
    UPDATE "Verification" AS v
    SET "approvedAt" = now(), "expiresAt" = now() + make_interval(secs => ${proofLifeSeconds}::int)
    WHERE "id" = ${id}::uuid AND "approvedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()
    RETURNING (SELECT count(DISTINCT m."smsId")::int FROM "Message" AS m WHERE m."verificationId" = v."id") AS "messages"`
  return rows[0]?.messages ?? null
}

/** Consumes a proof in the same transaction as the action it authorizes (R4). Null if invalid for this browser and purpose. */
export async function consumeApproved(
  tx: Tx,
  of: { id: string; browserHash: string; purpose: Purpose; needsAccount: boolean },
): Promise<{ phone: string; userId: string | null } | null> {
  const rows = await tx.$queryRaw<{ phone: string; userId: string | null }[]>`
    UPDATE "Verification" AS v SET "consumedAt" = now()
    WHERE v."id" = ${of.id}::uuid AND v."browserHash" = ${of.browserHash} AND v."purpose" = ${of.purpose}::"Purpose"
      AND v."approvedAt" IS NOT NULL AND v."consumedAt" IS NULL AND v."supersededAt" IS NULL AND v."expiresAt" > now()
      AND (NOT ${of.needsAccount}::boolean OR EXISTS (
        SELECT 1 FROM "User" AS u WHERE u."id" = v."userId" AND u."phone" = v."phone"))
    RETURNING v."phone", v."userId"`
  return rows[0] ?? null
}

/** Supersedes all open verifications and unused proofs of an account. */
export const voidVerifications = (tx: Tx, userId: string): Promise<number> => tx.$executeRaw`
  UPDATE "Verification" SET "supersededAt" = now()
  WHERE "userId" = ${userId}::uuid AND "consumedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()`
