import type { Db, Tx } from '@/lib/db/driver/client'
import type { Verification } from '@/lib/db/generated/client'
import type { Purpose } from '@/lib/db/generated/enums'

export type VerificationRow = Omit<Verification, 'range' | 'createdAt' | 'expiresAt'> & {
  /** Negative once expired. */
  secondsLeft: number
  lifeSeconds: number
}

export type NewVerification = Omit<
  VerificationRow & Pick<Verification, 'range'>,
  'approvedAt' | 'consumedAt' | 'supersededAt' | 'secondsLeft'
>

export const insertVerification = (tx: Tx, row: NewVerification): Promise<number> => tx.$executeRaw`
  INSERT INTO "Verification"
    ("id", "purpose", "phone", "country", "range", "userId", "browserHash", "knownBrowser", "nonce", "keyId", "context", "locale",
     "attempts", "expiresAt")
  VALUES (${row.id}::uuid, ${row.purpose}::"Purpose", ${row.phone}, ${row.country}, ${row.range}, ${row.userId}::uuid,
    ${row.browserHash}, ${row.knownBrowser}, ${row.nonce}, ${row.keyId}, ${row.context}, ${row.locale}, ${row.attempts}, now() + make_interval(secs => ${row.lifeSeconds}::int))`

export async function verificationsById(db: Db | Tx, ids: string[]): Promise<ReadonlyMap<string, VerificationRow>> {
  const rows = await db.$queryRaw<VerificationRow[]>`
    SELECT *, extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft",
           extract(epoch FROM "expiresAt" - "createdAt")::float8 AS "lifeSeconds"
    FROM "Verification" WHERE "id" = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Finds a verification by id without checking which browser owns it. */
export async function verificationById(db: Db | Tx, id: string): Promise<VerificationRow | null> {
  return (await verificationsById(db, [id])).get(id) ?? null
}

export async function verificationOf(db: Db | Tx, id: string, browserHash: string): Promise<VerificationRow | null> {
  const row = await verificationById(db, id)
  return row?.browserHash === browserHash ? row : null
}

/** Returns the open verification of this browser for the same phone, purpose and context. */
export async function openVerification(
  db: Db | Tx,
  of: Pick<VerificationRow, 'purpose' | 'phone' | 'browserHash' | 'context'>,
): Promise<VerificationRow | null> {
  const rows = await db.$queryRaw<VerificationRow[]>`
    SELECT *, extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft",
           extract(epoch FROM "expiresAt" - "createdAt")::float8 AS "lifeSeconds"
    FROM "Verification"
    WHERE "phone" = ${of.phone} AND "purpose" = ${of.purpose}::"Purpose" AND "browserHash" = ${of.browserHash}
      AND "context" = ${of.context} AND "approvedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()
    ORDER BY "createdAt" DESC LIMIT 1`
  return rows[0] ?? null
}

export async function supersededBefore(db: Db, row: VerificationRow): Promise<VerificationRow | null> {
  const found = await db.verification.findFirst({
    where: {
      phone: row.phone,
      purpose: row.purpose,
      browserHash: row.browserHash,
      context: row.context,
      supersededAt: { not: null },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  return found && verificationById(db, found.id)
}

/** Takes one attempt (R2), committed before the comparison. Null if no attempt is permitted. */
export async function takeAttempt(
  db: Db,
  of: { id: string; browserHash: string; maxAttempts: number },
): Promise<VerificationRow | null> {
  const rows = await db.$queryRaw<VerificationRow[]>`
    UPDATE "Verification" SET "attempts" = "attempts" + 1
    WHERE "id" = ${of.id}::uuid AND "browserHash" = ${of.browserHash} AND "attempts" < ${of.maxAttempts}
      AND "expiresAt" > now() AND "approvedAt" IS NULL AND "supersededAt" IS NULL
    RETURNING *, extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft",
              extract(epoch FROM "expiresAt" - "createdAt")::float8 AS "lifeSeconds"`
  return rows[0] ?? null
}

/** Approves at most once; the row then lives as long as its proof (R4). Returns the number of SMS sent, or null. */
export async function approve(db: Db, id: string, proofLifeSeconds: number): Promise<number | null> {
  const rows = await db.$queryRaw<{ messages: number }[]>`
    UPDATE "Verification" AS v
    SET "approvedAt" = now(), "expiresAt" = now() + make_interval(secs => ${proofLifeSeconds}::int)
    WHERE "id" = ${id}::uuid AND "approvedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()
    RETURNING (SELECT count(DISTINCT m."smsId")::int FROM "Message" AS m WHERE m."verificationId" = v."id") AS "messages"`
  return rows[0]?.messages ?? null
}

/** Consumes a valid proof of this browser and purpose in the transaction of its effect. */
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

export async function supersede(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ attempts: number }[]>`
    UPDATE "Verification" SET "supersededAt" = now()
    WHERE "id" = ${id}::uuid AND "supersededAt" IS NULL AND "approvedAt" IS NULL
    RETURNING "attempts"`
  return rows[0]?.attempts ?? null
}

/** Supersedes all open verifications and unused proofs of an account. */
export const voidVerifications = (tx: Tx, userId: string): Promise<number> => tx.$executeRaw`
  UPDATE "Verification" SET "supersededAt" = now()
  WHERE "userId" = ${userId}::uuid AND "consumedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()`
