import { PrismaPg } from '@prisma/adapter-pg'
import type { PoolConfig } from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

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

export const postgresAdapter = (url: string) => new PrismaPg(postgresPool(url))
