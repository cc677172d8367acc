// `npm run bench:memory`: memory of the production server after 1,000 requests, beside that of an empty Next.js server,
// and the time of its second start until /api/health responds.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { median } from './statistics.mjs'

const REQUESTS = Number(process.env.REQUESTS ?? 1_000)
const RUNS = Number(process.env.RUNS ?? 3)
const PORT = Number(process.env.PORT ?? 3290)
const AT_ONCE = 8
const MOST_MEGABYTES = { PostgreSQL: 300, embedded: 500 }
const MOST_SECONDS = 3

begin({ envFile: false })
process.env.NODE_ENV = 'production'
await runOrExit(requirePackages, generateClient, build)
const { buildEmptyApp, EMPTY_APP, NEXT, removeEmptyApp } = await import('./empty-app.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway, throughGateway } = await import('./gateway.mjs')
const { timedStart } = await import('./processes.mjs')
const { REQUESTS_PER_SIGN_UP, signUp } = await import('./sign-up.mjs')

let accounts = 0
const origin = `http://localhost:${PORT}`
const codes = new Map()
const noteCode = ({ to, text }) => codes.set(to, /\b\d{6}\b/.exec(text)?.[0])
const gateway = await startGateway({ takesMs: 50, onMessage: noteCode })
const postgres = await startDurablePostgres()
try {
  await buildEmptyApp()
  console.log(`Memory (RSS) after ${REQUESTS} requests and second start, median of ${RUNS} (npm run bench:memory)`)
  report('empty Next.js', await repeatedly(emptyServer))
  report('PostgreSQL', await repeatedly(() => ours({ DATABASE_URL: postgres.url })))
  report('embedded', await repeatedly(() => ours({ DATABASE_URL: '' })))
} finally {
  gateway.stop()
  await postgres.stop()
  removeEmptyApp()
}
process.exit()

async function repeatedly(run) {
  const runs = []
  for (let n = 0; n < RUNS; n++) runs.push(await run())
  return runs
}

async function emptyServer() {
  const server = await timedStart(process.execPath, [NEXT, 'start', EMPTY_APP, '-p', String(PORT)], { url: origin })
  await concurrently(REQUESTS, () => fetch(origin).then((page) => page.text()))
  return finished(server)
}

/** Starts twice on one data folder, and creates accounts on the second start. */
async function ours(database) {
  const DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
  const own = { PORT: String(PORT), TRUSTED_PROXY_HOPS: '1', FRAUD_RULES: 'report', LOG_LEVEL: 'error' }
  const env = { ...throughGateway(gateway.url), ...own, ...database, DATA_DIR }
  const start = () => timedStart('npm', ['start'], { env, url: `${origin}/api/health` })
  await finished(await start())
  const server = await start()
  await concurrently(REQUESTS / REQUESTS_PER_SIGN_UP, () => signUp({ origin, n: accounts++, codes }))
  const measured = await finished(server)
  fs.rmSync(DATA_DIR, { recursive: true })
  return measured
}

async function finished({ seconds, megabytes, stop }) {
  const measured = { seconds, megabytes: megabytes() }
  await stop()
  return measured
}

async function concurrently(count, act) {
  let left = count
  const worker = async () => {
    while (left-- > 0) await act()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

function report(what, runs) {
  const [megabytes, seconds] = ['megabytes', 'seconds'].map((key) => median(runs.map((run) => run[key])))
  const most = MOST_MEGABYTES[what]
  console.log(
    `${what.padEnd(14)} ${megabytes.toFixed(0)} MB${most ? ` (limit ${most})` : ''}, start ${seconds.toFixed(1)} s${most ? ` (limit ${MOST_SECONDS})` : ''}`,
  )
  if (most && (megabytes > most || seconds > MOST_SECONDS)) process.exitCode = 1
}
