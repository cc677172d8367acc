// `npm test`: installs what is missing, then runs the linter, the type checker and all tests; works in a fresh clone.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { aptInstall, canAptInstall } from './apt.mjs'
import { begin, build, generateClient, installPackages } from './bootstrap.mjs'
import { endChildren, runNode, step } from './exec.mjs'
import { requireKannel } from './kannel/install.mjs'
import { requireChromium } from './testing/chromium.mjs'
import { SETTINGS } from './testing/settings.mjs'
import { slowest, totals } from './testing/test-totals.mjs'
import { findPostgres, startPostgres } from './testing/throwaway-postgres.mjs'

// Started directly: npm and its shell would leave the tools running after this process is terminated.
const BIN = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  next: 'node_modules/next/dist/bin/next',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
}
const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-reports-'))
const unitReport = path.join(reports, 'unit.json')
const browserReport = path.join(reports, 'browser.json')
const steps = []
let postgres

begin({ envFile: false })
// Tests run with the demo's defaults, regardless of this shell's environment.
for (const name of [...SETTINGS, 'CRASH_AT']) delete process.env[name]
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => exit(130))

const failure = await runAll().then(
  () => undefined,
  (error) => error,
)
if (failure) console.error(failure.message)
await exit(failure ? (failure.code ?? 1) : 0)

async function runAll() {
  await timed(installPackages({ dev: true }))
  await timed(generateClient())
  const chromium = await requireChromium()
  await requireKannel()
  postgres = await startPostgresIfAvailable()
  await timed(step('linting', lint))
  await timed(step('type checking', checkTypes))
  await timed(step('unit and integration tests', () => runTests(postgres?.url)))
  await timed(build())
  await timed(step('browser tests', () => runBrowserTests(chromium)))
}

async function lint() {
  // Biome also colors piped output.
  const colors = process.stdout.isTTY ? [] : ['--colors=off']
  return (await runNode('scripts/version-gate.mjs')) || runNode(BIN.biome, ['ci', '--error-on-warnings', ...colors])
}

async function checkTypes() {
  return (await runNode(BIN.next, ['typegen'])) || runNode(BIN.tsc, ['--noEmit'])
}

/** Runs vitest. With a PostgreSQL server, integration tests run on it as well. */
function runTests(postgresUrl) {
  const env = { ...process.env, TEST_DATABASE_URL: postgresUrl ?? process.env.TEST_DATABASE_URL ?? '' }
  return runNode(BIN.vitest, ['run', '--reporter=default', '--reporter=json', `--outputFile=${unitReport}`], { env })
}

function runBrowserTests(chromium) {
  const env = { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport }
  return runNode(BIN.playwright, ['test', '--reporter=list,json'], { env })
}

async function startPostgresIfAvailable() {
  if (!findPostgres() && process.env.CI && canAptInstall()) {
    await step('installing PostgreSQL', () => aptInstall('postgresql'))
  }
  const binaries = findPostgres()
  if (binaries) return startPostgres(binaries)
  console.log('  (no PostgreSQL server found: integration tests run on the embedded database only)')
  return undefined
}

async function timed(running) {
  const done = await running
  if (done) steps.push(`${done.name} ${done.took}`)
}

async function exit(code) {
  endChildren()
  await postgres?.stop()
  console.log(`The slowest tests:\n${slowest(unitReport, browserReport)}`)
  console.log(steps.join(', '))
  console.log(totals(unitReport, browserReport))
  fs.rmSync(reports, { recursive: true, force: true })
  process.exit(code)
}
