import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg, { type PoolConfig } from 'pg'
import { errorFacts, log } from '@/lib/log/log'
import { DatabaseUnavailable } from './errors'

/** Prisma's name for a pooler in transaction mode that doesn't support prepared statements (PgBouncer before 1.21). */
const POOLER_PARAMETER = 'pgbouncer'
const CONNECT_TIMEOUT_MS = 10_000
/** Exceeds the longest transaction; bounds the wait for a server that no longer responds. */
const QUERY_TIMEOUT_MS = 20_000

/** Sets the session time zone to UTC. The adapter assumes it, so any other zone would shift lifetimes by hours. */
export function postgresPool(url: string): PoolConfig {
  const parsed = new URL(url)
  const options = [parsed.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ')
  parsed.searchParams.delete('options')
  parsed.searchParams.delete(POOLER_PARAMETER)
  return { connectionString: parsed.href, options, connectionTimeoutMillis: CONNECT_TIMEOUT_MS }
}

/** Names a prepared statement by its text, so that each connection parses and plans it once. */
const nameOf = ({ sql }: { sql: string }): string => createHash('sha256').update(sql).digest('base64url').slice(0, 22)

/** Logs connection errors. One that neither pool nor adapter handles would end the process. */
export function postgresAdapter(url: string): PrismaPg {
  const pool = new pg.Pool({ ...postgresPool(url), keepAlive: true, query_timeout: QUERY_TIMEOUT_MS })
  const logError = (error: Error) => log().warn({ event: 'database.connection-lost', error: errorFacts(error) })
  pool.on('connect', (client) => client.on('error', logError))
  pool.on('error', logError)
  const isBehindPooler = new URL(url).searchParams.get(POOLER_PARAMETER) === 'true'
  return new PrismaPg(pool, { disposeExternalPool: true, ...(!isBehindPooler && { statementNameGenerator: nameOf }) })
}

const REMEDIES: Record<string, string> = {
  '3D000': 'create it with `createdb`, or name an existing database in DATABASE_URL',
  '28P01': 'check the user and password in DATABASE_URL',
  '28000': "check the user in DATABASE_URL and the server's pg_hba.conf",
}
const USUAL_REMEDY = 'check that it runs and that DATABASE_URL is right'

/** Returns the server's own message, which Prisma's error hides, with a remedy and without the password. */
export async function whyUnavailable(url: string): Promise<DatabaseUnavailable> {
  const { host } = new URL(url)
  const client = new pg.Client(postgresPool(url))
  try {
    await client.connect()
    await client.query('SELECT 1')
    return new DatabaseUnavailable(`The PostgreSQL at ${host} answers only now; start again.`)
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    const words = withoutPassword(message || code || 'no response', url)
    return new DatabaseUnavailable(
      `The PostgreSQL at ${host} can't be used: ${words}; ${REMEDIES[code] ?? USUAL_REMEDY}.`,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

function withoutPassword(words: string, url: string): string {
  const { password } = new URL(url)
  const spellings = [password, decodeURIComponent(password)].filter(Boolean)
  return spellings.reduce((text, spelling) => text.replaceAll(spelling, '•••'), words)
}
