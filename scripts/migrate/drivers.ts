import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { throwAsDriverError } from '@/lib/db/driver/as-driver-error'
import type { Driver } from '@/lib/db/driver/client'
import { SafePrismaPGlite } from '@/lib/db/driver/pglite-adapter'
import { postgresPool } from '@/lib/db/driver/postgres'

/** What the schema engine talks to a database through, and how to let go of it. */
export type EngineDrivers = { drivers: object; close(): Promise<void> }

export function engineDrivers(driver: Driver): EngineDrivers {
  return driver.kind === 'embedded' ? onEmbedded(driver.lite) : onServer(driver.url)
}

export function onEmbedded(lite: PGlite): EngineDrivers {
  return { drivers: withShadow(new SafePrismaPGlite(lite)), close: async () => {} }
}

function onServer(url: string): EngineDrivers {
  // The engine holds an advisory lock, which belongs to a session: everything has to go through one connection.
  const pool = new pg.Pool({ ...postgresPool(url), max: 1, idleTimeoutMillis: 0 })
  const base = new PrismaPg(pool)
  const connect = async () => {
    const adapter = await base.connect()
    // The published adapter splits a script at every semicolon, those in comments and function bodies included. As one
    // simple query it is one transaction to PostgreSQL: a failing migration leaves nothing behind.
    adapter.executeScript = async (script) => {
      await pool.query(script).catch(throwAsDriverError)
    }
    return adapter
  }
  const drivers = withShadow({ provider: base.provider, adapterName: base.adapterName, connect })
  return { drivers, close: () => pool.end() }
}

function withShadow(factory: SqlDriverAdapterFactory): object {
  return bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => factory.connect(),
    connectToShadowDb: shadow,
  })
}

/** The engine replays migrations here to see what schema they make; in memory, so it needs no right to create any. */
async function shadow(): Promise<SqlDriverAdapter> {
  const lite = await PGlite.create()
  const adapter = await new SafePrismaPGlite(lite).connect()
  adapter.dispose = () => lite.close()
  return adapter
}
