// `npm run test:deployment`: the proofs that need several builds, a real proxy and upgrades.
import { requireChromium } from './chromium.mjs'
import { begin, generateClient, installPackages, orLeave } from './prepare.mjs'
import { runNode } from './run.mjs'

begin({ envFile: false })
for (const work of [installPackages, generateClient, requireChromium]) await orLeave(work)
const args = ['test', '--config=playwright.deployment.config.ts', '--reporter=list', ...process.argv.slice(2)]
process.exitCode = await runNode('node_modules/@playwright/test/cli.js', args)
