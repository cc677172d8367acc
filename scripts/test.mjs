// `npm test`: gets what it needs, then runs every check there is, in a fresh clone too.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { aptInstall, canAptInstall } from './apt.mjs'
import { begin, build, generateClient, installPackages } from './bootstrap.mjs'
import { browserTests, lint, types, unitTests } from './checks.mjs'
import { endChildren, step } from './exec.mjs'
import { requireKannel } from './kannel/install.mjs'
import { requireChromium } from './testing/chromium.mjs'
import { SETTINGS } from './testing/settings.mjs'
import { totals } from './testing/test-totals.mjs'
import { findPostgres, startPostgres } from './testing/throwaway-postgres.mjs'

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
  await took(installPackages())
  await took(generateClient())
  const chromium = await requireChromium()
  await requireKannel()
  postgres = await postgresIfAny()
  await took(lint())
  await took(types())
  await took(unitTests({ postgresUrl: postgres?.url, report: unitReport }))
  await took(build())
  await took(browserTests({ chromium, report: browserReport }))
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
  console.log(steps.join(', '))
  console.log(totals(unitReport, browserReport))
  fs.rmSync(reports, { recursive: true, force: true })
  process.exit(code)
}
