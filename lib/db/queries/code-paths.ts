import type { Db } from '@/lib/db/driver/client'
import type { MessageStatus, Verification } from '@/lib/db/generated/client'

/** Times are milliseconds since 1970 by the database's clock. */
export interface DispatchRow {
  gateway: string
  status: MessageStatus
  events: { status: MessageStatus; atMs: number }[]
  /** The simulated carrier's copy; null before the gateway has it. `arrives` is false for a message that it loses. */
  carried: { atMs: number; arrivesAtMs: number; arrives: boolean } | null
}

export type CodePathRow = Pick<Verification, 'id' | 'phone' | 'attempts'> & {
  nowMs: number
  createdAtMs: number
  approvedAtMs: number | null
  secondsLeft: number
  isSuperseded: boolean
  /** In the order of their creation. */
  dispatches: DispatchRow[]
}

interface Shown {
  gateways: readonly string[]
  /** How the hashes of browsers begin whose verifications are left out. */
  exceptBrowsers: string
  limit: number
}

/**
 * Returns the newest verifications whose messages all go to one of `gateways`, newest first. Those that expired minutes ago
 * are left out, and messages are read of the returned ones only, so that busy demos do not slow the query down.
 */
export const codePaths = (db: Db, { gateways, exceptBrowsers, limit }: Shown) => db.$queryRaw<CodePathRow[]>`
  SELECT v."id"::text, v."phone", v."attempts",
    (extract(epoch FROM now()) * 1000)::float8 AS "nowMs",
    (extract(epoch FROM v."createdAt") * 1000)::float8 AS "createdAtMs",
    (extract(epoch FROM v."approvedAt") * 1000)::float8 AS "approvedAtMs",
    extract(epoch FROM v."expiresAt" - now())::float8 AS "secondsLeft",
    v."supersededAt" IS NOT NULL AS "isSuperseded",
    (SELECT json_agg(json_build_object(
        'gateway', m."gateway", 'status', m."status",
        'events', (
          SELECT json_agg(json_build_object('status', e."status", 'atMs', (extract(epoch FROM e."at") * 1000)::float8) ORDER BY e."id")
          FROM "MessageEvent" AS e WHERE e."messageId" = m."id"),
        'carried', (
          SELECT json_build_object('atMs', (extract(epoch FROM h."acceptedAt") * 1000)::float8,
            'arrivesAtMs', (extract(epoch FROM h."arrivesAt") * 1000)::float8, 'arrives', h."body" <> '')
          FROM "HandsetMessage" AS h WHERE h."to" = m."to" AND h."reference" = m."receiptToken" LIMIT 1)
      ) ORDER BY m."createdAt", m."id")
     FROM "Message" AS m WHERE m."verificationId" = v."id") AS "dispatches"
  FROM (
    SELECT * FROM "Verification" AS one
    WHERE one."expiresAt" > now() - interval '5 minutes' AND NOT starts_with(one."browserHash", ${exceptBrowsers}) AND (
      SELECT bool_and(m."gateway" = ANY(${[...gateways]}::text[])) FROM "Message" AS m WHERE m."verificationId" = one."id")
    ORDER BY one."createdAt" DESC, one."id" DESC LIMIT ${limit}) AS v
  ORDER BY v."createdAt" DESC, v."id" DESC`
