import { PrismaPg } from '@prisma/adapter-pg'
import pg, { type PoolConfig } from 'pg'
import { errorFacts, log } from '@/lib/log/log'
import { DatabaseUnavailable } from './errors'

const CONNECT_TIMEOUT_MS = 10_000
/** Longer than any transaction may take: a server that went away without a word is not waited for for ever. */
const QUERY_TIMEOUT_MS = 20_000

/**
 * Sessions run in UTC whatever the server's own time zone is: the adapter reads every timestamptz as if it were UTC,
 * so in any other zone `now()` would be hours off and codes would live for hours or be dead on arrival.
 */
export function postgresPool(url: string): PoolConfig {
  const parsed = new URL(url)
  const options = [parsed.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ')
  parsed.searchParams.delete('options')
  return { connectionString: parsed.href, options, connectionTimeoutMillis: CONNECT_TIMEOUT_MS }
}

/**
 * What Prisma talks through. A connection that breaks says so in an event that ends the process if nobody listens, and
 * there are moments when neither the pool nor the adapter does: each is listened to for as long as it lives.
 */
export function postgresAdapter(url: string): PrismaPg {
  const pool = new pg.Pool({ ...postgresPool(url), keepAlive: true, query_timeout: QUERY_TIMEOUT_MS })
  const note = (error: Error) => log().warn({ event: 'database.connection-lost', error: errorFacts(error) })
  pool.on('connect', (client) => client.on('error', note))
  pool.on('error', note)
  return new PrismaPg(pool, { disposeExternalPool: true })
}

/** What to do about the refusals that a new operator meets; keys are SQLSTATEs. */
const REMEDIES: Record<string, string> = {
  '3D000': 'create it with `createdb`, or name an existing database in DATABASE_URL',
  '28P01': 'check the user and password in DATABASE_URL',
  '28000': "check the user in DATABASE_URL and the server's pg_hba.conf",
}
const USUAL_REMEDY = 'check that it runs and that DATABASE_URL is right'

/**
 * Returns why the server can't be used, in its own words and with what to do about it. Connects once more to find out,
 * since Prisma's error hides the server's message. The words never include the password.
 */
export async function whyUnavailable(url: string): Promise<DatabaseUnavailable> {
  const { host } = new URL(url)
  const client = new pg.Client(postgresPool(url))
  try {
    await client.connect()
    await client.query('SELECT 1')
    return new DatabaseUnavailable(`The PostgreSQL at ${host} answers only now; start again.`)
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    const words = withoutPassword(message || code || 'no answer', url)
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
