import type { Db } from '@/lib/db/driver/client'
import type { Message, MessageStatus, Verification } from '@/lib/db/generated/client'

/** Times are milliseconds since 1970 by the database's clock. */
export type MessageDetailRow = Pick<Message, 'smsId' | 'gateway' | 'template' | 'locale' | 'status' | 'segments'> & {
  expiresAtMs: number
  events: { status: MessageStatus; atMs: number; detail: string | null }[]
}

export type VerificationDetailRow = Pick<
  Verification,
  'purpose' | 'phone' | 'userId' | 'browserHash' | 'knownBrowser' | 'nonce' | 'attempts'
> & {
  createdAtMs: number
  expiresAtMs: number
  approvedAtMs: number | null
  consumedAtMs: number | null
  supersededAtMs: number | null
  /** Whether it superseded another verification, whose attempts it inherited (R3). */
  supersedes: boolean
  /** In the order of their creation. */
  messages: MessageDetailRow[]
}

/** Returns a verification with its messages if all of them go to `gateways`, otherwise null. */
export async function verificationDetail(
  db: Db,
  of: { id: string; gateways: readonly string[] },
): Promise<VerificationDetailRow | null> {
  const [row] = await db.$queryRaw<VerificationDetailRow[]>`
    SELECT v."purpose", v."phone", v."userId"::text, v."browserHash", v."knownBrowser", v."nonce", v."attempts",
      (extract(epoch FROM v."createdAt") * 1000)::float8 AS "createdAtMs",
      (extract(epoch FROM v."expiresAt") * 1000)::float8 AS "expiresAtMs",
      (extract(epoch FROM v."approvedAt") * 1000)::float8 AS "approvedAtMs",
      (extract(epoch FROM v."consumedAt") * 1000)::float8 AS "consumedAtMs",
      (extract(epoch FROM v."supersededAt") * 1000)::float8 AS "supersededAtMs",
      EXISTS (
        SELECT FROM "Verification" AS older
        WHERE older."phone" = v."phone" AND older."purpose" = v."purpose" AND older."browserHash" = v."browserHash"
          AND older."supersededAt" = v."createdAt") AS "supersedes",
      (SELECT json_agg(json_build_object(
          'smsId', m."smsId", 'gateway', m."gateway", 'template', m."template", 'locale', m."locale", 'status', m."status",
          'segments', m."segments", 'expiresAtMs', (extract(epoch FROM m."expiresAt") * 1000)::float8,
          'events', (
            SELECT json_agg(json_build_object(
              'status', e."status", 'atMs', (extract(epoch FROM e."at") * 1000)::float8, 'detail', e."detail") ORDER BY e."id")
            FROM "MessageEvent" AS e WHERE e."messageId" = m."id")
        ) ORDER BY m."createdAt", m."id")
       FROM "Message" AS m WHERE m."verificationId" = v."id") AS "messages"
    FROM "Verification" AS v
    WHERE v."id" = ${of.id}::uuid AND (
      SELECT bool_and(m."gateway" = ANY(${[...of.gateways]}::text[])) FROM "Message" AS m WHERE m."verificationId" = v."id")`
  return row ?? null
}
