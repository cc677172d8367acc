import type { Db } from '@/lib/db/driver/client'

/** What the state of a code page is computed from. */
export interface CodePageSources {
  id: string
  /** Keys of the counters of its limits. */
  counters: string[]
}

/**
 * Returns for each page, in their order, a text that changes with every row that its state is computed from: the
 * verifications of this browser for this phone and purpose, the messages, the counters. Each write of a row gives it another
 * `xmin`, so columns needn't be listed.
 */
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
