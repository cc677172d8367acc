import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { postgresOfItsOwn } from '@/scripts/testing/e2e-postgres.mjs'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'
import { test as base } from './fixtures'
import { OwnServer } from './own-server'
import { Site } from './site'
import { connect, type Sql } from './sql'

const SECRET_BYTES = 32
/** Logged, since these tests cover less without PostgreSQL. */
export const NO_POSTGRES =
  'no PostgreSQL server on this machine: two servers on one database, and its rows, are not tested'

interface Stand {
  site: Site
  database: { url: string; sql: Sql } | undefined
}

export interface Options {
  /** How many times the usual size an attack has: one in `npm test`, more in `npm run test:deployment`. */
  times: number
}

interface Fixtures {
  site: Site
  /** The servers' database; a test that uses it is skipped without PostgreSQL. */
  sql: Sql
  /** An empty database, for a server with other settings. */
  spare: { url: string; sql: Sql }
}

const secrets = () => ({
  AUTH_SECRET: randomBytes(SECRET_BYTES).toString('base64url'),
  CODE_KEYS: `k1:${randomBytes(SECRET_BYTES).toString('base64')}`,
})

const SETTINGS = {
  LOG_LEVEL: 'warn',
  CARRIER_DELAY_MS: '20',
  RESEND_COOLDOWN_SECONDS: '0',
  EXTRA_CHECK_WAIT_SECONDS: '2',
}

/** Writes the secrets to the file in which the leak search expects them. */
async function serverOf(name: string, settings: Record<string, string>, shared: ReturnType<typeof secrets>) {
  const server = await OwnServer.start(name, { ...SETTINGS, ...settings, ...shared })
  fs.writeFileSync(path.join(OWN_DIR, name, 'secrets.json'), JSON.stringify(shared))
  return server
}

/** Tests against two servers on one PostgreSQL, or without it against one server on the embedded database. */
export const test = base.extend<Options & Fixtures, { stand: Stand; serverSettings: Record<string, string> }>({
  times: [1, { option: true }],
  serverSettings: [{}, { option: true, scope: 'worker' }],
  stand: [
    async ({ serverSettings }, use, { workerIndex }) => {
      const postgres = await postgresOfItsOwn()
      const database = postgres ? connect(postgres.url) : undefined
      const shared = secrets()
      const settings = { ...serverSettings, ...(postgres && { DATABASE_URL: postgres.url }) }
      // The first server migrates the database before the second starts.
      const servers = [await serverOf(`attacked-${workerIndex}a`, settings, shared)]
      if (postgres) servers.push(await serverOf(`attacked-${workerIndex}b`, settings, shared))
      else console.warn(NO_POSTGRES)
      await use({ site: new Site(servers.map(({ origin }) => origin)), database })
      await Promise.all(servers.map((server) => server.stop()))
      await database?.close()
      if (postgres) await postgres.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  site: async ({ stand }, use) => {
    // Resets the limits that earlier tests used up.
    await stand.site.liftLimits()
    await use(stand.site)
  },
  sql: async ({ stand, site: _afresh }, use, { skip }) => {
    skip(!stand.database, NO_POSTGRES)
    if (stand.database) await use(stand.database.sql)
  },
  spare: async ({ stand, sql }, use, { testId }) => {
    const name = `spare_${testId.replace(/\W/g, '')}`
    await sql(`CREATE DATABASE ${name}`)
    const spare = connect((stand.database?.url ?? '').replace(/[^/]+$/, name))
    await use(spare)
    await spare.close()
  },
})
