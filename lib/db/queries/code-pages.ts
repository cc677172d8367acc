import type { Db, Tx } from '@/lib/db/driver/client'
import { Prisma } from '@/lib/db/generated/client'
import { type SmsReport, smsReportsOf } from './message-stats'
import { VERIFICATION_COLUMNS, type VerificationRow } from './verifications'

export interface CodePageRows {
  row: VerificationRow
  /** The open verification that superseded it. */
  newer: { id: string; secondsLeft: number } | null
  sms: SmsReport[]
}

/** Reads what a code page shows, except rate limits, if this browser started the verification (R5). */
export async function readCodePage(db: Db | Tx, id: string, browserHash: string): Promise<CodePageRows | null> {
  type Row = VerificationRow & { newerId: string | null; newerSecondsLeft: number; sms: SmsReport[] }
  const [found] = await db.$queryRaw<Row[]>`
    SELECT v.*, "newerId", "newerSecondsLeft",
      (SELECT coalesce(json_agg(sms), '[]') FROM (${smsReportsOf(Prisma.sql`v."id"`)}) AS sms) AS "sms"
    FROM (SELECT ${VERIFICATION_COLUMNS} FROM "Verification" WHERE "id" = ${id}::uuid AND "browserHash" = ${browserHash}) AS v
    LEFT JOIN LATERAL (
      SELECT n."id"::text AS "newerId", extract(epoch FROM n."expiresAt" - now())::float8 AS "newerSecondsLeft" FROM "Verification" AS n
      WHERE v."supersededAt" IS NOT NULL AND n."phone" = v."phone" AND n."purpose" = v."purpose" AND n."browserHash" = v."browserHash"
        AND n."context" = v."context" AND n."approvedAt" IS NULL AND n."supersededAt" IS NULL AND n."expiresAt" > now()
      ORDER BY n."createdAt" DESC LIMIT 1) AS newer ON true`
  if (!found) return null
  const { newerId, newerSecondsLeft, sms, ...row } = found
  return { row, newer: newerId === null ? null : { id: newerId, secondsLeft: newerSecondsLeft }, sms }
}

export interface CodePageSources {
  id: string
  /** Keys of the counters of its limits. */
  counters: string[]
}

/** Returns a text per page that changes whenever a row changes that its state depends on: each write sets another `xmin`. */
export async function codePageVersions(db: Db, pages: CodePageSources[]): Promise<string[]> {
  const sources = JSON.stringify(pages.map(({ id, counters }) => ({ id, counters })))
  const rows = await db.$queryRaw<{ version: string }[]>`
    SELECT concat(
      (SELECT string_agg(s.xmin::text, ' ' ORDER BY s."id")
       FROM "Verification" AS v JOIN "Verification" AS s USING ("phone", "purpose", "browserHash") WHERE v."id" = page."id"),
      '/', (SELECT string_agg(m.xmin::text, ' ' ORDER BY m."id") FROM "Message" AS m WHERE m."verificationId" = page."id"),
      '/', (SELECT string_agg(c.xmin::text, ' ' ORDER BY c."key") FROM "RateLimit" AS c WHERE c."key" = ANY(page."counters"))
    ) AS "version"
    FROM ROWS FROM (jsonb_to_recordset(${sources}::jsonb) AS ("id" uuid, "counters" text[]))
      WITH ORDINALITY AS page("id", "counters", "n")
    ORDER BY page."n"`
  return rows.map(({ version }) => version)
}
