import type { Db } from '@/lib/db/driver/client'

/** Segments to one country in one part of a period. Refused and unsent messages cost nothing. */
export interface SegmentCount {
  country: string
  /** Parts elapsed since; 0 is the newest. */
  age: number
  segments: number
  watched: number
}

/** Number of parts of a period, by which caps refill gradually. */
export const PARTS = 60

/** Returns segments by country and part for the last `hours`, or since `since` if that is later. */
export const segmentsWithin = (db: Db, of: { hours: number; since: Date | null; templates: string[] }) => db.$queryRaw<
  SegmentCount[]
>`
  SELECT "country", least(${PARTS}::int - 1, greatest(0, floor(extract(epoch FROM now() - "createdAt") * ${PARTS}::int / (${of.hours}::int * 3600))))::int AS "age",
         sum(coalesce("segments", 1))::int AS "segments",
         coalesce(sum(coalesce("segments", 1)) FILTER (WHERE "template" = ANY(${of.templates})), 0)::int AS "watched"
  FROM "Message"
  WHERE "createdAt" > greatest(now() - make_interval(hours => ${of.hours}::int), ${of.since}::timestamptz) AND "gateway" <> 'null'
    AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED')
  GROUP BY 1, 2`

interface RangeConversion {
  /** Verifications whose message may have reached a carrier. */
  sent: number
  passed: number
  /** Seconds until fewer than `enough` remain in the hour. */
  fewerInSeconds: number
}

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
