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
