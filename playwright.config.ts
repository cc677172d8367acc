import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/testing/chromium.mjs'
import { E2E_SERVERS } from './scripts/testing/e2e-servers.mjs'

const { default: standard, keyed } = E2E_SERVERS
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
]

/** Each rule of theirs has an integration test; `npm run test:deployment` runs them against real servers. */
const ATTACKS = /(brute-force|distributed-attacks|sms-bombing|sms-pumping)\.two-servers\.spec\.ts$/

export default defineConfig({
  testDir: './e2e',
  testIgnore: ['**/deployment/**', ATTACKS],
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    ...devices['Desktop Chrome'],
    channel: undefined,
    locale: 'en-US',
    // Recording traces takes about a sixth of the run time.
    trace: 'off',
    launchOptions: { executablePath: await findChromium(), args: QUIET },
  },
  projects: [
    // Run with any selection of tests: `before` prepares the servers, `after` searches their stored data for secrets.
    { name: 'before', testMatch: '**/*.setup.ts', teardown: 'after', use: { baseURL: standard.origin } },
    // With one worker these share what they start: two servers on one PostgreSQL, or servers with other settings.
    { name: 'two-servers', testMatch: '**/*.two-servers.spec.ts', workers: 1, dependencies: ['before'] },
    { name: 'own-server', testMatch: '**/*.own-server.spec.ts', workers: 1, dependencies: ['before'] },
    // Forms and cookies alone: a browser that was opened here would not be found.
    {
      name: 'http',
      testMatch: '**/*.http.spec.ts',
      dependencies: ['before'],
      use: { baseURL: standard.origin, launchOptions: { executablePath: 'no browser in this project' } },
    },
    {
      name: 'browser',
      testMatch: /\/[\w-]+\.spec\.ts$/,
      dependencies: ['before'],
      use: { baseURL: standard.origin },
    },
    { name: 'after', testMatch: '**/*.teardown.ts' },
  ],
  webServer: [standard, keyed].map(({ name, origin }) => ({
    name,
    command: `node scripts/testing/e2e-server.mjs ${name}`,
    url: `${origin}/api/health`,
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
  })),
})
