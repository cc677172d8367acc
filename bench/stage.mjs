// `npm run bench:stage`: three viewers of the stage while 200 messages are sent at once, and then for MINUTES with one a
// second: whether each viewer shows the rows, how long its page is blocked, and whether memory grows.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { begin, build, generateClient, requirePackages, runOrExit } from '../scripts/bootstrap.mjs'
import { findChromium, requireChromium } from '../scripts/testing/chromium.mjs'
import { ipOf, phoneOf } from './clients.mjs'
import { formOf, post } from './forms.mjs'
import { median } from './statistics.mjs'

const MINUTES = Number(process.env.MINUTES ?? 10)
const PORT = Number(process.env.PORT ?? 3290)
const VIEWERS = 3
const MESSAGES = 200
const WARM_UP = 20
const SAMPLE_EVERY_MS = 5000
const SETTLE_MS = 30_000
const MOST_GROWTH = 0.1
const LONG_TASK_MS = 50
const SHOWN = 6
const MINUTE_MS = 60_000

begin({ envFile: false })
process.env.NODE_ENV = 'production'
await runOrExit(requirePackages, generateClient, requireChromium, build)
const { chromium } = await import('@playwright/test')
const { startDurablePostgres } = await import('./postgres.mjs')
const { timedStart } = await import('./processes.mjs')
const { differencesOf, openViewer, taskTimes } = await import('./stage-viewer.mjs')

const origin = `http://localhost:${PORT}`
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'))
const postgres = await startDurablePostgres()
const query = async (text, values = []) => (await postgres.client.query(text, values)).rows
const own = { DATABASE_URL: postgres.url, DATA_DIR: dataDir, PORT: String(PORT) }
const quiet = { TRUSTED_PROXY_HOPS: '1', FRAUD_RULES: 'report', LOG_LEVEL: 'error' }
let sent = 0
let server
let browser
try {
  server = await timedStart('node', ['scripts/start.mjs'], { env: { ...own, ...quiet }, url: `${origin}/api/health` })
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--disable-gpu'] })
  const viewers = []
  for (let n = 0; n < VIEWERS; n++) viewers.push(await openViewer(browser, `${origin}/demo`, ipOf(n)))
  console.log(`${VIEWERS} viewers of the stage (npm run bench:stage):`)
  const form = await formOf(origin, '/sign-up', 'Send code')
  await send(form, WARM_UP)
  await untilDelivered()
  await measureBurst(viewers, form)
  await measureMemory(viewers, form)
} finally {
  await browser?.close()
  await server?.stop()
  await postgres.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
process.exit()

/** Starts sign-ups at the same time, each of another number and client IP. */
async function send(form, count) {
  const numbers = Array.from({ length: count }, () => sent++)
  const answers = await Promise.all(
    numbers.map((n) =>
      // The stage shows the last four digits, so they have to differ.
      post({
        origin,
        path: '/sign-up',
        form,
        fields: { country: 'US', phone: phoneOf(n).replace(/\d{4}$/, String(2000 + (n % 8000))) },
        clientIp: ipOf(n + VIEWERS),
      }),
    ),
  )
  const failed = answers.find(({ status }) => status !== 303)
  if (failed) throw new Error(`/sign-up: unexpected status ${failed.status}`)
}

async function untilDelivered() {
  const waiting = `SELECT 1 FROM "Message" WHERE "status" <> 'DELIVERED' LIMIT 1`
  while ((await query(waiting)).length > 0) await sleep(100)
}

async function measureBurst(viewers, form) {
  const begun = Date.now()
  const times = await taskTimes(browser, async () => {
    await send(form, MESSAGES)
    const accepted = Date.now() - begun
    await untilDelivered()
    console.log(`${MESSAGES} messages at once: accepted in ${accepted} ms, delivered in ${Date.now() - begun} ms`)
    await sleep(SAMPLE_EVERY_MS)
  })
  const long = times.filter((ms) => ms > LONG_TASK_MS).length
  const most = times[0] ?? 0
  console.log(`tasks with over ${LONG_TASK_MS} ms of processor time: ${long} (limit 0), longest ${most.toFixed(0)} ms`)
  if (times.length === 0 || long > 0) process.exitCode = 1
  for (const [n, viewer] of viewers.entries()) {
    const tasks = (await viewer.longTasks(begun)).map(({ ms }) => ms)
    const longest = Math.max(0, ...tasks).toFixed(0)
    // On a machine without a free processor, most of this is waiting for one.
    console.log(`viewer ${n + 1}: ${tasks.length} tasks took over ${LONG_TASK_MS} ms, longest ${longest} ms`)
  }
  await comparePictures(viewers)
}

async function comparePictures(viewers) {
  const newest = await query(`SELECT "phone" FROM "Verification" ORDER BY "createdAt" DESC, "id" DESC LIMIT ${SHOWN}`)
  const phones = newest.map(({ phone }) => phone)
  for (const [n, viewer] of viewers.entries()) {
    const found = await differencesOf(viewer, query, phones)
    console.log(
      `viewer ${n + 1}: ${found.length === 0 ? `shows the ${SHOWN} newest paths as stored` : found.join('; ')}`,
    )
    if (found.length > 0) process.exitCode = 1
  }
}

/** Samples memory after garbage collection, with one message a second. */
async function measureMemory(viewers, form) {
  await sleep(SETTLE_MS)
  const samples = [[], ...viewers.map(() => [])]
  for (const end = Date.now() + MINUTES * MINUTE_MS; Date.now() < end; ) {
    for (const next = Date.now() + SAMPLE_EVERY_MS; Date.now() < next; await sleep(1000)) await send(form, 1)
    samples[0].push(server.megabytes())
    for (const [n, viewer] of viewers.entries()) samples[n + 1].push(await viewer.heapMegabytes())
  }
  await untilDelivered()
  await sleep(SAMPLE_EVERY_MS)
  await comparePictures(viewers)
  for (const [n, values] of samples.entries()) reportGrowth(n === 0 ? 'server (RSS)' : `viewer ${n} (heap)`, values)
}

function reportGrowth(what, values) {
  const third = Math.ceil(values.length / 3)
  const [first, last] = [median(values.slice(0, third)), median(values.slice(-third))]
  const growth = last / first - 1
  console.log(
    `${what.padEnd(15)} ${first.toFixed(1)} MB in the first third, ${last.toFixed(1)} MB in the last: ${(growth * 100).toFixed(1)} % (limit ${MOST_GROWTH * 100} %)`,
  )
  if (growth > MOST_GROWTH) process.exitCode = 1
}
