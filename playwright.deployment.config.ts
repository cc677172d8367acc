import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/testing/chromium.mjs'

/** `npm run test:deployment`: several builds, a TLS proxy and upgrades. Takes minutes, so `npm test` leaves it out. */
export default defineConfig({
  testDir: './e2e/deployment',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  use: {
    trace: 'off',
    ignoreHTTPSErrors: true,
    launchOptions: { executablePath: await findChromium(), args: ['--disable-gpu', '--no-first-run'] },
  },
})
