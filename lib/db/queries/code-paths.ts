import type { Db } from '@/lib/db/driver/client'
import type { Message, MessageStatus, Verification } from '@/lib/db/generated/client'

/** Times are milliseconds since 1970 by the database's clock. */
export interface DispatchRow {
  id: string
  gateway: string
  status: MessageStatus
  events: { status: MessageStatus; atMs: number }[]
  /** The simulated carrier's copy; null before the gateway has it. `arrives` is false for a message that it loses. */
  carried: { atMs: number; arrivesAtMs: number; arrives: boolean } | null
  refusal: Message['refusal']
}

export type CodePathRow = Pick<Verification, 'id' | 'purpose' | 'phone' | 'attempts'> & {
  nowMs: number
  createdAtMs: number
  approvedAtMs: number | null
  secondsLeft: number
  isSuperseded: boolean
  /** In the order of their creation. */
  dispatches: DispatchRow[]
}

/**
 * Returns the newest verifications whose messages all go to one of `gateways`, newest first. Verifications that have expired
 * long ago are left out, to read few rows.
 */
export const codePaths = (db: Db, { gateways, limit }: { gateways: readonly string[]; limit: number }) => db.$queryRaw<
  CodePathRow[]
>`
  SELECT v."id"::text, v."purpose", v."phone", v."attempts",
    (extract(epoch FROM now()) * 1000)::float8 AS "nowMs",
    (extract(epoch FROM v."createdAt") * 1000)::float8 AS "createdAtMs",
    (extract(epoch FROM v."approvedAt") * 1000)::float8 AS "approvedAtMs",
    extract(epoch FROM v."expiresAt" - now())::float8 AS "secondsLeft",
    v."supersededAt" IS NOT NULL AS "isSuperseded",
    dispatches.*
  FROM "Verification" AS v
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', m."id", 'gateway', m."gateway", 'status', m."status", 'refusal', m."refusal",
        'events', (
          SELECT json_agg(json_build_object('status', e."status", 'atMs', (extract(epoch FROM e."at") * 1000)::float8) ORDER BY e."id")
          FROM "MessageEvent" AS e WHERE e."messageId" = m."id"),
        'carried', (
          SELECT json_build_object('atMs', (extract(epoch FROM h."acceptedAt") * 1000)::float8,
            'arrivesAtMs', (extract(epoch FROM h."arrivesAt") * 1000)::float8, 'arrives', h."body" <> '')
          FROM "HandsetMessage" AS h WHERE h."to" = m."to" AND h."reference" = m."receiptToken" LIMIT 1)
      ) ORDER BY m."createdAt", m."id") AS "dispatches",
      bool_and(m."gateway" = ANY(${[...gateways]}::text[])) AS "isSimulated"
    FROM "Message" AS m WHERE m."verificationId" = v."id") AS dispatches
  WHERE v."expiresAt" > now() - interval '5 minutes' AND "isSimulated"
  ORDER BY v."createdAt" DESC LIMIT ${limit}`
