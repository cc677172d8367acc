import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { test as base } from './fixtures'
import { OwnServer } from './own-server'
import { connect, type Sql } from './sql'
import { NO_POSTGRES } from './two-servers'

interface Own {
  server: OwnServer
  sql: Sql
}

/** Tests against a server on a PostgreSQL of its own, whose rows they read and age; skipped without PostgreSQL. */
export const test = base.extend<Own, { own: Own | undefined }>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
    async ({}, use, { workerIndex }) => {
      const postgres = await postgresOfItsOwn()
      if (!postgres) return use(undefined)
      const database = connect(postgres.url)
      const server = await OwnServer.start(`own-database-${workerIndex}`, { DATABASE_URL: postgres.url })
      await use({ server, sql: database.sql })
      await server.stop()
      await database.close()
      await postgres.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  server: async ({ own }, use, { skip }) => {
    skip(!own, NO_POSTGRES)
    if (own) await use(own.server)
  },
  sql: async ({ own }, use, { skip }) => {
    skip(!own, NO_POSTGRES)
    if (own) await use(own.sql)
  },
  baseURL: async ({ server }, use) => use(server.origin),
})
