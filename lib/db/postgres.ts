import { PrismaPg } from '@prisma/adapter-pg'
import pg, { type PoolConfig } from 'pg'
import { errorFacts, log } from '@/lib/log'

const CONNECT_TIMEOUT_MS = 10_000
/** Longer than any transaction may take: a server that went away without a word is not waited for for ever. */
const QUERY_TIMEOUT_MS = 20_000

/**
 * Sessions run in UTC whatever the server's own time zone is: the adapter reads every timestamptz as if it were UTC,
 * so in any other zone `now()` would be hours off and codes would live for hours or be dead on arrival.
 */
export function postgresPool(url: string): PoolConfig {
  const address = new URL(url)
  const options = [address.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ')
  address.searchParams.delete('options')
  return { connectionString: address.href, options, connectionTimeoutMillis: CONNECT_TIMEOUT_MS }
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
