import { findPostgres, startPostgres } from './throwaway-postgres.mjs'

/** Starts a PostgreSQL server for one test; undefined if PostgreSQL is not installed. */
export function postgresOfItsOwn() {
  const binaries = findPostgres()
  return binaries && startPostgres(binaries)
}
