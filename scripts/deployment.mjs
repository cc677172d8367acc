// `npm run test:deployment`: tests that need several builds, a TLS proxy, upgrades or attacks lasting minutes.
import { begin, build, generateClient, requirePackages, runOrExit } from './bootstrap.mjs'
import { runNode } from './exec.mjs'
import { requireChromium } from './testing/chromium.mjs'

begin({ envFile: false })
await runOrExit(requirePackages, generateClient, requireChromium, build)
const args = ['test', '--config=playwright.deployment.config.ts', '--reporter=list', ...process.argv.slice(2)]
process.exitCode = await runNode('node_modules/@playwright/test/cli.js', args)
