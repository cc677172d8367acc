import { contentHash } from './content-hash.mjs'
import { MIGRATIONS_DIR } from './schema-engine'

/** Changes when the migrations do, or the embedded PostgreSQL that they run on. */
export const migrationsFingerprint = () => contentHash(MIGRATIONS_DIR, 'node_modules/@electric-sql/pglite/package.json')
