import type { Tx } from '@/lib/db/driver/client'

/** Returns the numbers that were sent a code or have an account, the last one used first. */
export async function knownPhones(tx: Tx, phones: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ phone: string }[]>`
    SELECT "given"."phone" FROM unnest(${phones}::text[]) AS "given"("phone")
    LEFT JOIN LATERAL (
      SELECT max("createdAt") AS "at" FROM "Verification" WHERE "Verification"."phone" = "given"."phone"
    ) AS "sent" ON true
    WHERE "sent"."at" IS NOT NULL OR EXISTS (SELECT FROM "User" WHERE "User"."phone" = "given"."phone")
    ORDER BY "sent"."at" DESC NULLS LAST`
  return rows.map(({ phone }) => phone)
}
