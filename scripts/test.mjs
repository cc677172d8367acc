// `npm test`: gets what it needs, then runs every check there is, in a fresh clone too.
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

// Without npm and its shell in between, which would leave the tools running when this process is ended.
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
// The demo's defaults are what is tested, whatever this shell is set up for.
for (const name of [...SETTINGS, 'CRASH_AT']) delete process.env[name]
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => leave(130))

const failure = await everything().then(
  () => undefined,
  (error) => error,
)
if (failure) console.error(failure.message)
await leave(failure ? (failure.code ?? 1) : 0)

async function everything() {
  await took(installPackages({ dev: true }))
  await took(generateClient())
  const chromium = await requireChromium()
  await requireKannel()
  postgres = await postgresIfAny()
  await took(step('checking versions, format and lint', lint))
  await took(step('checking types', checkTypes))
  await took(step('unit and integration tests', () => runTests(postgres?.url)))
  await took(build())
  await took(step('browser tests', () => runBrowserTests(chromium)))
}

async function lint() {
  // Biome colors its output in a pipe, too.
  const colors = process.stdout.isTTY ? [] : ['--colors=off']
  return (await runNode('scripts/version-gate.mjs')) || runNode(BIN.biome, ['ci', '--error-on-warnings', ...colors])
}

async function checkTypes() {
  return (await runNode(BIN.next, ['typegen'])) || runNode(BIN.tsc, ['--noEmit'])
}

/** Integration tests run on a real PostgreSQL as well when there is one. */
function runTests(postgresUrl) {
  const env = { ...process.env, TEST_DATABASE_URL: postgresUrl ?? process.env.TEST_DATABASE_URL ?? '' }
  return runNode(BIN.vitest, ['run', '--reporter=default', '--reporter=json', `--outputFile=${unitReport}`], { env })
}

function runBrowserTests(chromium) {
  const env = { ...process.env, CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport }
  return runNode(BIN.playwright, ['test', '--reporter=list,json'], { env })
}

async function postgresIfAny() {
  if (!findPostgres() && process.env.CI && canAptInstall()) {
    await step('installing PostgreSQL', () => aptInstall('postgresql'))
  }
  const binaries = findPostgres()
  if (binaries) return startPostgres(binaries)
  console.log('  (no PostgreSQL server on this machine: integration tests run on the embedded one alone)')
  return undefined
}

async function took(running) {
  const done = await running
  if (done) steps.push(`${done.name} ${done.took}`)
}

async function leave(code) {
  endChildren()
  await postgres?.stop()
  console.log(`The slowest tests:\n${slowest(unitReport, browserReport)}`)
  console.log(steps.join(', '))
  console.log(totals(unitReport, browserReport))
  fs.rmSync(reports, { recursive: true, force: true })
  process.exit(code)
}
