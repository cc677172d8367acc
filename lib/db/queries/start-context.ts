import type { Db } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'
import type { Purpose } from '@/lib/db/generated/enums'
import { type SmsReport, smsReportsOf } from './message-stats'
import { VERIFICATION_COLUMNS, type VerificationRow } from './verifications'

/** Counts a range's newest verifications of the last hour whose message may have reached a carrier. */
export interface RangeConversion {
  sent: number
  approved: number
  /** Seconds until fewer than `enough` of them are younger than an hour. */
  fewerInSeconds: number
}

export interface RangeWindow {
  range: string
  purposes: readonly string[]
  /** Number of sent verifications from which a range may be closed. */
  enough: number
  /** Older verifications are ignored. */
  since: Date | null
}

export interface StartContext {
  account: { id: string; knownBrowser: boolean } | null
  /** Of this browser, for the same phone, purpose and context. */
  open: VerificationRow | null
  /** All SMS of the open verification, oldest first. */
  sms: SmsReport[]
  /** Gateways of the dispatches of the open verification, oldest first. */
  triedGateways: string[]
  conversion: RangeConversion
}

type Row = Nullable<VerificationRow> & {
  accountId: string | null
  knowsBrowser: boolean | null
  sms: SmsReport[]
  triedGateways: string[]
} & RangeConversion

type Nullable<T> = { [Key in keyof T]: T[Key] | null }

/** Bounds the rows that are read, so that busy ranges do not slow the query down. */
const EXAMINED_PER_ENOUGH = 4

/** Reads the data for a start or resend, except rate limits. One statement, so timing does not reveal accounts (R9). */
export async function readStart(
  db: Db,
  of: { purpose: Purpose; phone: string; browserHash: string; context: string; needsAccount: boolean },
  { range, purposes, enough, since }: RangeWindow,
): Promise<StartContext> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT open.*, account.*, conversion.*,
      (SELECT coalesce(json_agg(sms), '[]') FROM (${smsReportsOf(Prisma.sql`open."id"`)}) AS sms) AS "sms",
      (SELECT coalesce(json_agg(m."gateway" ORDER BY m."createdAt"), '[]') FROM "Message" AS m WHERE m."verificationId" = open."id") AS "triedGateways"
    FROM (SELECT) AS one
    LEFT JOIN (
      SELECT u."id"::text AS "accountId", EXISTS (
        SELECT FROM "KnownBrowser" AS b WHERE b."userId" = u."id" AND b."browserHash" = ${of.browserHash}) AS "knowsBrowser"
      FROM "User" AS u WHERE u."phone" = ${of.phone} AND ${of.needsAccount}::boolean) AS account ON true
    LEFT JOIN (${openVerificationOf(of)}) AS open ON true
    CROSS JOIN (
      SELECT count(*)::int AS "sent", count("approvedAt")::int AS "approved",
        coalesce(extract(epoch FROM (array_agg("createdAt" ORDER BY "createdAt" DESC))[${enough}::int]
          + interval '1 hour' - now()), 0)::float8 AS "fewerInSeconds"
      FROM (
        SELECT v."createdAt", v."approvedAt" FROM "Verification" AS v
        WHERE v."range" = ${range} AND v."createdAt" > greatest(now() - interval '1 hour', ${since}::timestamptz)
          AND v."purpose"::text = ANY(${purposes}::text[]) AND EXISTS (
            SELECT FROM "Message" AS m WHERE m."verificationId" = v."id"
              AND m."status" IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED'))
        ORDER BY v."createdAt" DESC LIMIT ${enough * EXAMINED_PER_ENOUGH}) AS newest) AS conversion`
  if (!row) throw new Error('no row')
  const { accountId, knowsBrowser, sms, triedGateways, sent, approved, fewerInSeconds, ...open } = row
  return {
    account: accountId === null ? null : { id: accountId, knownBrowser: knowsBrowser === true },
    open: open.id === null ? null : (open as VerificationRow),
    sms,
    triedGateways,
    conversion: { sent, approved, fewerInSeconds },
  }
}

const openVerificationOf = (of: Pick<VerificationRow, 'purpose' | 'phone' | 'browserHash' | 'context'>) => Prisma.sql`
  SELECT ${VERIFICATION_COLUMNS} FROM "Verification"
  WHERE "phone" = ${of.phone} AND "purpose" = ${of.purpose}::"Purpose" AND "browserHash" = ${of.browserHash}
    AND "context" = ${of.context} AND "approvedAt" IS NULL AND "supersededAt" IS NULL AND "expiresAt" > now()
  ORDER BY "createdAt" DESC LIMIT 1`

export async function openVerification(
  db: Db,
  of: Pick<VerificationRow, 'purpose' | 'phone' | 'browserHash' | 'context'>,
): Promise<VerificationRow | null> {
  return (await db.$queryRaw<VerificationRow[]>(openVerificationOf(of)))[0] ?? null
}
