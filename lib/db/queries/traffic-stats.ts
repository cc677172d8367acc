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
