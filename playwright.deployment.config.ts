import { defineConfig } from '@playwright/test'
import type { Options } from './e2e/support/two-servers'
import { findChromium } from './scripts/testing/chromium.mjs'

/** `npm run test:deployment`: several builds, a real proxy with TLS, upgrades, attacks at full size. Minutes long, so not a part of `npm test`. */
export default defineConfig<Options>({
  testDir: './e2e',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  use: {
    trace: 'off',
    ignoreHTTPSErrors: true,
    launchOptions: { executablePath: await findChromium(), args: ['--disable-gpu', '--no-first-run'] },
  },
  projects: [
    { name: 'deployment', testMatch: '**/deployment/*.spec.ts' },
    { name: 'attacks', testMatch: /(brute-force|sms-bombing|sms-pumping)\.two-servers\.spec\.ts$/, use: { times: 10 } },
    { name: 'distributed-attacks', testMatch: '**/distributed-attacks.two-servers.spec.ts' },
  ],
})
