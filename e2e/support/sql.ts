import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Queries the servers' database directly, to count rows and to simulate elapsed time by aging them. */
export type Sql = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>

export function connect(url: string): { url: string; sql: Sql; close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c timezone=UTC' })
  // Without a listener, a broken idle connection would end the test process.
  pool.on('error', () => undefined)
  const sql: Sql = async (text, values) => (await pool.query(text, values)).rows
  return { url, sql, close: () => pool.end() }
}

export async function countOf(sql: Sql, text: string, values: unknown[] = []): Promise<number> {
  const [row] = await sql<{ count: string }>(`SELECT count(*) AS "count" FROM ${text}`, values)
  return Number(row?.count)
}

/** Counts SMS; one dispatched again after a lost lease counts once. */
export const smsTo = (sql: Sql, pattern: string) =>
  countOf(sql, `(SELECT DISTINCT "smsId" FROM "Message" WHERE "to" LIKE $1) AS sms`, [pattern])

export const ageLimits = (sql: Sql, interval: string) =>
  sql(
    `UPDATE "RateLimit" SET "hits" = ARRAY(SELECT h - $1::interval FROM unnest("hits") AS h), "expiresAt" = "expiresAt" - $1::interval`,
    [interval],
  )

export const ageVerification = (sql: Sql, id: string, interval: string) =>
  sql(
    `UPDATE "Verification" SET "createdAt" = "createdAt" - $2::interval, "expiresAt" = "expiresAt" - $2::interval WHERE "id" = $1`,
    [id, interval],
  )

/** How long a server may use cached sums or buffer counts. */
const TALLIES_KEPT_MS = 2100

/** Resets the sums over all users. Deletes twice, since servers write buffered counts once a second. */
export async function forgetTallies(sql: Sql) {
  await sql(`DELETE FROM "Attack"`)
  await sql(`DELETE FROM "Tally"`)
  await sleep(TALLIES_KEPT_MS)
  await sql(`DELETE FROM "Tally"`)
  await sleep(TALLIES_KEPT_MS)
}

/** Up to this many unverified messages or wrong passwords do not affect the next test. */
const FEW = 30

async function forgetTalliesOf(sql: Sql) {
  const [row] = await sql<{ most: number | null }>(
    `SELECT max(failed)::int AS most FROM (
       SELECT sum("attempted" - "succeeded") AS failed FROM "Tally" WHERE "seconds" = 60 GROUP BY "subject") AS sums`,
  )
  if ((row?.most ?? 0) > FEW) await forgetTallies(sql)
}

/** Resets what earlier tests have used up, so that each test has all limits to itself. */
export async function forgetTheRest(sql: Sql) {
  await forgetTalliesOf(sql)
  await sql(`DELETE FROM "RateLimit"`)
  await sql(`UPDATE "Verification" SET "createdAt" = "createdAt" - interval '2 hours'`)
  await sql(`UPDATE "Message" SET "createdAt" = "createdAt" - interval '2 hours'`)
  await sql(`DELETE FROM "SpendChange"`)
  await sql(`DELETE FROM "SpendTotal"`)
}
