import type { Db } from '@/lib/db/driver/client'

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
