import type { Db, Tx } from '@/lib/db/driver/client'
import { type Message, Prisma, type Verification } from '@/lib/db/generated/client'

export type ClaimedMessage = Pick<
  Message,
  'id' | 'smsId' | 'to' | 'template' | 'params' | 'locale' | 'gateway' | 'receiptToken' | 'fencingToken'
> & { secondsLeft: number; optedOut: boolean; verification: ClaimedVerification | null }

export type ClaimedVerification = Pick<
  Verification,
  'id' | 'purpose' | 'phone' | 'context' | 'nonce' | 'keyId' | 'approvedAt' | 'supersededAt'
> & { secondsLeft: number }

type ClaimedRow = Omit<ClaimedMessage, 'secondsLeft' | 'verification'> &
  ClaimedVerification & { messageSecondsLeft: number; messageId: string; verificationId: string | null }

/**
 * Leases due messages, or only message `id`. Takes the newest first, because users still wait for these after an outage.
 * Commits SENDING before any dispatch (R6).
 */
export async function claimMessages(
  db: Db,
  of: { most: number; leaseSeconds: number; id?: string },
): Promise<ClaimedMessage[]> {
  const only = of.id === undefined ? Prisma.empty : Prisma.sql`AND "id" = ${of.id}::uuid`
  const rows = await db.$queryRaw<ClaimedRow[]>`
    WITH "claimed" AS (
      UPDATE "Message" SET "status" = 'SENDING', "fencingToken" = "fencingToken" + 1,
        "leaseUntil" = now() + make_interval(secs => ${of.leaseSeconds}::int)
      WHERE "id" = ANY(ARRAY(
        SELECT "id" FROM "Message" WHERE "status" = 'QUEUED' AND "notBefore" <= now() ${only}
        ORDER BY "notBefore" DESC LIMIT ${of.most} FOR UPDATE SKIP LOCKED))
      RETURNING *),
    "noted" AS (INSERT INTO "MessageEvent" ("messageId", "status") SELECT "id", 'SENDING' FROM "claimed")
    SELECT m."id"::text AS "messageId", m."smsId"::text, m."to", m."template", m."params", m."locale", m."gateway", m."receiptToken",
           m."fencingToken", extract(epoch FROM m."expiresAt" - now())::float8 AS "messageSecondsLeft",
           o."phone" IS NOT NULL AS "optedOut", v."id"::text AS "verificationId",
           v."purpose", v."phone", v."context", v."nonce", v."keyId", v."approvedAt", v."supersededAt",
           extract(epoch FROM v."expiresAt" - now())::float8 AS "secondsLeft"
    FROM "claimed" AS m
    LEFT JOIN "Verification" AS v ON v."id" = m."verificationId" LEFT JOIN "OptOut" AS o ON o."phone" = m."to"`
  return rows.map(claimedMessage)
}

function claimedMessage(row: ClaimedRow): ClaimedMessage {
  const { messageId, smsId, to, template, params, locale, gateway, receiptToken, fencingToken, optedOut } = row
  const { verificationId, purpose, phone, context, nonce, keyId, approvedAt, supersededAt, secondsLeft } = row
  return {
    id: messageId,
    smsId,
    to,
    template,
    params,
    locale,
    gateway,
    receiptToken,
    fencingToken,
    optedOut,
    secondsLeft: row.messageSecondsLeft,
    verification:
      verificationId === null
        ? null
        : { id: verificationId, purpose, phone, context, nonce, keyId, approvedAt, supersededAt, secondsLeft },
  }
}

/** Marks messages with an expired lease as UNKNOWN, since the dispatch may have succeeded. */
export const expireLeases = (tx: Tx, most: number) => tx.$queryRaw<Pick<Message, 'id' | 'smsId' | 'to'>[]>`
  WITH lost AS (
    UPDATE "Message" SET "status" = 'UNKNOWN', "error" = 'the lease ran out'
    WHERE "id" IN (
      SELECT "id" FROM "Message" WHERE "status" = 'SENDING' AND "leaseUntil" <= now() LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "smsId", "to")
  , noted AS (INSERT INTO "MessageEvent" ("messageId", "status", "detail") SELECT "id", 'UNKNOWN', 'the lease ran out' FROM lost)
  SELECT "id"::text, "smsId"::text, "to" FROM lost`

/** Ends all leases. Call only at startup of the single process of an embedded database, before it claims. */
export const endAllLeases = (db: Db): Promise<number> =>
  db.$executeRaw`UPDATE "Message" SET "leaseUntil" = now() WHERE "status" = 'SENDING'`
