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

export type EngineDrivers = { drivers: object; close(): Promise<void> }

export function engineDrivers(driver: Driver): EngineDrivers {
  return driver.kind === 'embedded' ? onEmbedded(driver.lite) : onServer(driver.url)
}

export function onEmbedded(lite: PGlite): EngineDrivers {
  return { drivers: withShadow(new SafePrismaPGlite(lite)), close: async () => {} }
}

function onServer(url: string): EngineDrivers {
  // The engine's advisory lock belongs to a session, so all queries must use one connection.
  const pool = new pg.Pool({ ...postgresPool(url), max: 1, idleTimeoutMillis: 0 })
  const base = new PrismaPg(pool)
  const connect = async () => {
    const adapter = await base.connect()
    // The adapter splits scripts at every semicolon, even in comments and function bodies. One simple query is one
    // transaction, so that a failed migration leaves nothing behind.
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

/** Opens the shadow database, in memory, so that the database user needs no right to create databases. */
async function shadow(): Promise<SqlDriverAdapter> {
  const lite = await PGlite.create()
  const adapter = await new SafePrismaPGlite(lite).connect()
  adapter.dispose = () => lite.close()
  return adapter
}
