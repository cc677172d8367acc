import type { Db } from './client'

export interface Spent {
  country: string
  /** Segments that have gone out or are about to: what was refused or never sent costs nothing. */
  segments: number
}

/** What the last so many hours cost, by country; counted from `since` if that is later. */
export const spentWithin = (db: Db, hours: number, since: Date | null) => db.$queryRaw<Spent[]>`
  SELECT "country", sum(coalesce("segments", 1))::int AS "segments" FROM "Message"
  WHERE "createdAt" > greatest(now() - make_interval(hours => ${hours}::int), ${since}::timestamptz) AND "gateway" <> 'null'
    AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED')
  GROUP BY "country"`

export interface Conversion {
  /** Verifications whose message may have reached a carrier. */
  sent: number
  /** Those of them whose code was then entered. */
  passed: number
}

interface RangeConversion extends Conversion {
  /** Until so many have left the hour that fewer than `enough` remain. */
  fewerInSeconds: number
}

/** How the last hour's verifications for these purposes fared in one range of numbers. */
export async function conversionOfRange(
  db: Db,
  of: { range: string; purposes: string[]; enough: number; since: Date | null },
): Promise<RangeConversion> {
  const rows = await db.$queryRaw<RangeConversion[]>`
    SELECT count(*)::int AS "sent", count(v."approvedAt")::int AS "passed",
           coalesce(extract(epoch FROM
             (array_agg(v."createdAt" ORDER BY v."createdAt"))[greatest(1, count(*)::int - ${of.enough}::int + 1)]
             + interval '1 hour' - now()), 0)::float8 AS "fewerInSeconds"
    FROM "Verification" AS v
    WHERE v."range" = ${of.range} AND v."createdAt" > greatest(now() - interval '1 hour', ${of.since}::timestamptz) AND v."purpose"::text = ANY(${of.purposes})
      AND EXISTS (SELECT 1 FROM "Message" AS m WHERE m."verificationId" = v."id"
        AND m."status" IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED'))`
  return rows[0] ?? { sent: 0, passed: 0, fewerInSeconds: 0 }
}

/** The same by country, without those of the last minutes, whose code somebody may still be typing. */
export const conversionsByCountry = (db: Db, purposes: string[], since: Date | null) => db.$queryRaw<
  (Conversion & { country: string })[]
>`
  SELECT v."country", count(*)::int AS "sent", count(v."approvedAt")::int AS "passed" FROM "Verification" AS v
  WHERE v."expiresAt" > now() - interval '1 hour' AND v."purpose"::text = ANY(${purposes})
    AND v."createdAt" BETWEEN greatest(now() - interval '1 hour', ${since}::timestamptz) AND now() - interval '3 minutes'
    AND EXISTS (SELECT 1 FROM "Message" AS m WHERE m."verificationId" = v."id"
      AND m."status" IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'UNDELIVERED', 'DELIVERED'))
  GROUP BY v."country"`

/**
 * Codes entered in the last ten minutes, over everybody: how many, and how many of them were right. A newer code has inherited
 * the attempts of the one before, which so isn't counted. Decoys are, like all others: whoever brought this sum to the edge of
 * what it may be could else read off from its next step who has an account (R9).
 */
export async function recentGuesses(db: Db, since: Date | null): Promise<{ entered: number; right: number }> {
  const rows = await db.$queryRaw<{ entered: number; right: number }[]>`
    SELECT coalesce(sum("attempts"), 0)::int AS "entered", count("approvedAt")::int AS "right" FROM "Verification"
    WHERE "expiresAt" > now() - interval '10 minutes' AND "createdAt" > greatest(now() - interval '10 minutes', ${since}::timestamptz)
      AND "supersededAt" IS NULL`
  return rows[0] ?? { entered: 0, right: 0 }
}
