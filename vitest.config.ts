import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { TEST_ENVIRONMENT } from './scripts/testing/environment.mjs'
import { SETTINGS } from './scripts/testing/settings.mjs'

// Tests must never write to a developer's database. Their settings come from TEST_ENVIRONMENT.
for (const name of SETTINGS) delete process.env[name]

const INTEGRATION = ['{app,components,lib,scripts}/**/*.integration.test.ts']
// What the two databases could do differently: connections, locks, plans and migrations. All browser tests use PGlite.
const ON_BOTH = [
  '{lib/db,scripts}/**/*.integration.test.ts',
  'lib/guard/limit*.integration.test.ts',
  'lib/verification/{check,statements}.integration.test.ts',
]
// Fault tests run and kill several processes on one database, which requires a PostgreSQL server.
const FAULTS = ['lib/**/*.fault.test.ts']
const WATCH = './scripts/testing/watch-output.ts'
const NODE = { environment: 'node', env: TEST_ENVIRONMENT } as const
// Each vitest worker keeps one database open for all its test files; each test uses a new phone number.
const DATABASE = {
  ...NODE,
  include: INTEGRATION,
  isolate: false,
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const

const unit = {
  extends: true as const,
  test: {
    ...NODE,
    name: 'unit',
    include: ['{app,components,lib,scripts}/**/*.test.{ts,tsx}'],
    exclude: [...INTEGRATION, ...FAULTS],
    setupFiles: WATCH,
    testTimeout: 60_000,
  },
}

const embedded = {
  extends: true as const,
  test: {
    ...DATABASE,
    name: 'embedded',
    include: process.env.TEST_DATABASE_URL ? ON_BOTH : INTEGRATION,
    globalSetup: './scripts/testing/embedded-snapshot.ts',
    setupFiles: [WATCH, './scripts/testing/embedded-database.ts', './scripts/testing/quiet-before.ts'],
  },
}

const postgres = {
  extends: true as const,
  test: {
    ...DATABASE,
    name: 'postgres',
    include: [...INTEGRATION, ...FAULTS],
    globalSetup: './scripts/testing/postgres-template.ts',
    setupFiles: [WATCH, './scripts/testing/postgres-database.ts', './scripts/testing/quiet-before.ts'],
  },
}

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: fileURLToPath(new URL('./', import.meta.url)) }] },
  test: {
    // Vitest's default leaves one core idle, which is half of a two-core machine.
    maxWorkers: availableParallelism(),
    projects: [unit, embedded, ...(process.env.TEST_DATABASE_URL ? [postgres] : [])],
  },
})
