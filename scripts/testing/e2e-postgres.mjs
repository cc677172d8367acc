import { findPostgres, startPostgres } from './throwaway-postgres.mjs'

/** A PostgreSQL that a browser test may stop, or undefined where the machine has none. */
export function postgresOfItsOwn() {
  const binaries = findPostgres()
  return binaries && startPostgres(binaries)
}
