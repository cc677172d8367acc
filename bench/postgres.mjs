import pg from 'pg'
import { findPostgres, startPostgres } from '../scripts/testing/throwaway-postgres.mjs'

const AS_DELIVERED = ['fsync', 'synchronous_commit', 'full_page_writes']

/** Starts a throwaway PostgreSQL with the durability settings of production. */
export async function startDurablePostgres() {
  const binaries = findPostgres()
  if (!binaries) throw new Error('This benchmark needs the programs of a PostgreSQL server; install postgresql.')
  const { url, stop } = await startPostgres(binaries)
  const client = new pg.Client(url)
  await client.connect()
  for (const name of AS_DELIVERED) await client.query(`ALTER SYSTEM SET ${name} = on`)
  await client.query('SELECT pg_reload_conf()')
  return {
    url,
    client,
    stop: async () => {
      await client.end()
      await stop()
    },
  }
}
