import type { Db, Tx } from '@/lib/db/driver/client'

/** Marks numbers as used by the stage from now on. A number that is marked already keeps its earlier time. */
export const markStagePhones = (db: Db, phones: readonly string[]): Promise<number> => db.$executeRaw`
  INSERT INTO "StagePhone" ("phone") SELECT unnest(${[...phones]}::text[]) ON CONFLICT DO NOTHING`

export const markedPhones = async (db: Db): Promise<string[]> =>
  (await db.stagePhone.findMany({ select: { phone: true } })).map(({ phone }) => phone)

/**
 * Deletes what was stored for these numbers since they were marked: messages, verifications, rate limits, opt-outs, and
 * accounts that were created meanwhile. Audit events stay. Locks messages and limits in the order of their keys, as the
 * worker and requests do.
 */
export async function deleteStageRows(tx: Tx, phones: readonly string[]): Promise<void> {
  const marked = [...phones]
  await tx.$executeRaw`
    DELETE FROM "Message" WHERE "id" IN (
      SELECT m."id" FROM "Message" AS m JOIN "StagePhone" AS s ON s."phone" = m."to" AND m."createdAt" >= s."since"
      WHERE s."phone" = ANY(${marked}::text[]) ORDER BY m."id" FOR UPDATE OF m)`
  await tx.$executeRaw`
    DELETE FROM "Verification" AS v USING "StagePhone" AS s
    WHERE s."phone" = ANY(${marked}::text[]) AND v."phone" = s."phone" AND v."createdAt" >= s."since"`
  await tx.$executeRaw`
    DELETE FROM "HandsetMessage" AS h USING "StagePhone" AS s
    WHERE s."phone" = ANY(${marked}::text[]) AND h."to" = s."phone" AND h."acceptedAt" >= s."since"`
  await tx.$executeRaw`
    DELETE FROM "OptOut" AS o USING "StagePhone" AS s
    WHERE s."phone" = ANY(${marked}::text[]) AND o."phone" = s."phone" AND o."at" >= s."since"`
  // The subject of a limit is the number, the purpose and the number, or the account.
  await tx.$executeRaw`
    DELETE FROM "RateLimit" WHERE "key" IN (
      SELECT l."key" FROM "RateLimit" AS l JOIN (
        SELECT s."phone" AS "subject" FROM "StagePhone" AS s WHERE s."phone" = ANY(${marked}::text[])
        UNION ALL
        SELECT u."id"::text FROM "User" AS u JOIN "StagePhone" AS s ON s."phone" = u."phone" AND u."createdAt" >= s."since"
        WHERE s."phone" = ANY(${marked}::text[])
      ) AS limited ON strpos(l."key", limited."subject") > 0 ORDER BY l."key" FOR UPDATE OF l)`
  await tx.$executeRaw`
    DELETE FROM "User" AS u USING "StagePhone" AS s
    WHERE s."phone" = ANY(${marked}::text[]) AND u."phone" = s."phone" AND u."createdAt" >= s."since"`
  await tx.$executeRaw`DELETE FROM "StagePhone" WHERE "phone" = ANY(${marked}::text[])`
}

/** Expires a verification now, if the stage uses its number. Returns whether it was open. */
export const expireStageVerification = async (db: Db, id: string): Promise<boolean> =>
  (await db.$executeRaw`
    UPDATE "Verification" AS v SET "expiresAt" = now() FROM "StagePhone" AS s
    WHERE v."id" = ${id}::uuid AND v."phone" = s."phone" AND v."createdAt" >= s."since" AND v."expiresAt" > now()
      AND v."approvedAt" IS NULL`) > 0
