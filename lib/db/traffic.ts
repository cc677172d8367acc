import type { Db } from './client'

export interface Spent {
  country: string
  /** Segments that have gone out or are about to: what was refused or never sent costs nothing. */
  segments: number
}

/** What the last so many hours cost, by country. */
export const spentWithin = (db: Db, hours: number) => db.$queryRaw<Spent[]>`
  SELECT "country", sum(coalesce("segments", 1))::int AS "segments" FROM "Message"
  WHERE "createdAt" > now() - make_interval(hours => ${hours}::int) AND "gateway" <> 'null'
    AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED')
  GROUP BY "country"`

export interface Conversion {
  /** Verifications whose message may have reached a carrier. */
  sent: number
  /** Those of them whose code was then entered. */
  passed: number
}

interface RangeConversion extends Conversion {
  /** Until the first of them is an hour old. */
  oldestLeavesInSeconds: number
}

/** How the last hour's verifications for these purposes fared in one range of numbers. */
export async function conversionOfRange(db: Db, range: string, purposes: string[]): Promise<RangeConversion> {
  const rows = await db.$queryRaw<RangeConversion[]>`
    SELECT count(*)::int AS "sent", count(v."approvedAt")::int AS "passed",
           coalesce(extract(epoch FROM min(v."createdAt") + interval '1 hour' - now()), 0)::float8 AS "oldestLeavesInSeconds"
    FROM "Verification" AS v
    WHERE v."range" = ${range} AND v."createdAt" > now() - interval '1 hour' AND v."purpose"::text = ANY(${purposes})
      AND EXISTS (SELECT 1 FROM "Message" AS m WHERE m."verificationId" = v."id"
        AND m."status" IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED'))`
  return rows[0] ?? { sent: 0, passed: 0, oldestLeavesInSeconds: 0 }
}

/** The same by country, without those of the last minutes, whose code somebody may still be typing. */
export const conversionsByCountry = (db: Db, purposes: string[]) => db.$queryRaw<(Conversion & { country: string })[]>`
  SELECT v."country", count(*)::int AS "sent", count(v."approvedAt")::int AS "passed" FROM "Verification" AS v
  WHERE v."expiresAt" > now() - interval '1 hour' AND v."purpose"::text = ANY(${purposes})
    AND v."createdAt" BETWEEN now() - interval '1 hour' AND now() - interval '3 minutes'
    AND EXISTS (SELECT 1 FROM "Message" AS m WHERE m."verificationId" = v."id"
      AND m."status" IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED'))
  GROUP BY v."country"`

/** Codes entered in the last ten minutes, over everybody: how many, and how many of them were right. */
export async function recentGuesses(db: Db): Promise<{ entered: number; right: number }> {
  const rows = await db.$queryRaw<{ entered: number; right: number }[]>`
    SELECT coalesce(sum("attempts"), 0)::int AS "entered", count("approvedAt")::int AS "right" FROM "Verification"
    WHERE "expiresAt" > now() - interval '10 minutes' AND "createdAt" > now() - interval '10 minutes'`
  return rows[0] ?? { entered: 0, right: 0 }
}
