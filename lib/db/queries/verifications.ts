import type { Db, Tx } from '@/lib/db/driver/client'
import type { Verification } from '@/lib/db/generated/client'
import type { Purpose } from '@/lib/db/generated/enums'

/** A verification with its lifetime, judged by the database's clock. */
export type VerificationRow = Omit<Verification, 'range' | 'createdAt' | 'expiresAt'> & {
  /** Negative once expired. */
  secondsLeft: number
  /** Of a life as it was given at the start. */
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

/** Those of the given verifications that are there, by their ids. */
export async function verificationsById(db: Db | Tx, ids: string[]): Promise<ReadonlyMap<string, VerificationRow>> {
  const rows = await db.$queryRaw<VerificationRow[]>`
    SELECT *, extract(epoch FROM "expiresAt" - now())::float8 AS "secondsLeft",
           extract(epoch FROM "expiresAt" - "createdAt")::float8 AS "lifeSeconds"
    FROM "Verification" WHERE "id" = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** One verification, whoever asks for it. */
export async function verificationById(db: Db | Tx, id: string): Promise<VerificationRow | null> {
  return (await verificationsById(db, [id])).get(id) ?? null
}

/** One verification, if this browser started it (R5). */
export async function verificationOf(db: Db | Tx, id: string, browserHash: string): Promise<VerificationRow | null> {
  const row = await verificationById(db, id)
  return row?.browserHash === browserHash ? row : null
}

/** The one that this browser could go on with: same phone, purpose and context, not used, not replaced, alive. */
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

/** The one that the given one replaced most lately, in the same browser. */
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

/**
 * Takes one attempt (R2): a single conditional write, committed by itself, whose row says that a comparison is permitted.
 * Null when there is nothing left to compare: another browser's, expired, approved, superseded or spent.
 */
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

/**
 * Approves once; from then on the row lives as long as its proof (R4). Returns how many messages carried its code, or null
 * when another call was first or there was nothing to approve.
 */
export async function approve(db: Db, id: string, proofLifeSeconds: number): Promise<number | null> {
  const rows = await db.$queryRaw<{ messages: number }[]>`
    UPDATE "Verification" AS v
    SET "approvedAt" = now(), "expiresAt" = now() + make_interval(secs => ${proofLifeSeconds}::int)
    WHERE "id" = ${id}::uuid AND "approvedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()
    RETURNING (SELECT count(DISTINCT m."smsId")::int FROM "Message" AS m WHERE m."verificationId" = v."id") AS "messages"`
  return rows[0]?.messages ?? null
}

/** Uses a proof up, in the transaction of its effect, if it is this browser's, for this purpose, alive and whole. */
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

/** Replaces one by a newer one of the same browser; the attempts it had, or null if it could not be replaced any more. */
export async function supersede(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ attempts: number }[]>`
    UPDATE "Verification" SET "supersededAt" = now()
    WHERE "id" = ${id}::uuid AND "supersededAt" IS NULL AND "approvedAt" IS NULL
    RETURNING "attempts"`
  return rows[0]?.attempts ?? null
}

/** Voids whatever is still open or unused of one account. */
export const voidVerifications = (tx: Tx, userId: string): Promise<number> => tx.$executeRaw`
  UPDATE "Verification" SET "supersededAt" = now()
  WHERE "userId" = ${userId}::uuid AND "consumedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()`
