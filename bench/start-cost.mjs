// `npm run bench:start-cost`: sign-ups started per second at an earlier commit and now, measured alternately: through
// the form of the real server, and through the library alone.
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { begin, build, generateClient, orLeave, requirePackages } from '../scripts/bootstrap.mjs'
import { alternately, rateOf } from './blocks.mjs'
import { ipOf, phoneOf } from './people.mjs'
import { median, ratioInterval, ratioOfMedians } from './statistics.mjs'

/** The last commit without rate limits. */
const BEFORE = process.env.BEFORE ?? '595acec'
const PAIRS = Number(process.env.PAIRS ?? 6)
const BLOCK = { atOnce: 16, seconds: Number(process.env.SECONDS ?? 5) }
const WARM_UP = { atOnce: 16, seconds: 3 }
const PORT = Number(process.env.PORT ?? 3290)
const KEY_BYTES = 32

begin({ envFile: false })
await orLeave(requirePackages, generateClient, build)
const { prepareBefore } = await import('./before.mjs')
const { formOf, post } = await import('./forms.mjs')
const { startDurablePostgres } = await import('./postgres.mjs')
const { startGateway, throughGateway } = await import('./gateway.mjs')
const { patiently, startServer } = await import('./server.mjs')
const { recordUsualTraffic } = await import('./usual-traffic.mjs')

const folders = [await prepareBefore(BEFORE), process.cwd()]
const postgres = await startDurablePostgres()
const gateway = await startGateway({ takesMs: 50, onMessage: () => {} })
const stops = []
try {
  console.log(
    `Sign-ups started per second: ${BLOCK.atOnce} in flight, ${PAIRS} blocks of ${BLOCK.seconds} s each, PostgreSQL with fsync`,
  )
  console.log(`(BEFORE=${BEFORE} npm run bench:start-cost)`)
  await compare('server', serverIn)
  await compare('library alone', libraryIn)
} finally {
  for (const stop of stops) await stop()
  gateway.stop()
  await postgres.stop()
}
process.exit(0)

async function compare(what, blockIn) {
  const blocks = []
  for (const [index, dir] of folders.entries()) blocks.push(await blockIn(dir, index))
  for (const block of blocks) await block(WARM_UP)
  const [before, after] = blocks.map((block) => () => block(BLOCK))
  report(what, await alternately(before, after, PAIRS))
  for (const stop of stops.splice(0)) await stop()
}

async function database(name) {
  await postgres.client.query(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.href
}

/** Measures the server of a folder through its form; each start has its own number, browser and IP. */
async function serverIn(cwd, index) {
  const { origin, stop } = await startServer({
    cwd,
    port: PORT + index,
    databaseUrl: await database(`server_${index}`),
    gateway,
  })
  stops.push(stop)
  const form = await formOf(origin, '/sign-up', 'Send code')
  let n = 0
  const start = async () => {
    const person = { fields: { country: 'US', phone: phoneOf(n) }, clientIp: ipOf(n++) }
    const { status, path: to } = await post({ origin, path: '/sign-up', form, ...person })
    if (status !== 303 || !to.startsWith('/verify/')) throw new Error(`unexpected status ${status}`)
  }
  return async (load) => {
    const rate = await rateOf(start, load)
    await patiently(() => isIdle(origin), 'messages were still pending')
    return rate
  }
}

/** Whether all messages are dispatched, so that they do not slow down the next block. */
async function isIdle(origin) {
  const { outbox } = await (await fetch(`${origin}/api/health`)).json()
  return outbox.waiting === 0
}

/** Measures the library of a folder, without a page, a form and a dispatch. */
async function libraryIn(cwd, index) {
  const settings = {
    ...throughGateway(gateway.url),
    DATABASE_URL: await database(`library_${index}`),
    AUTH_SECRET: 'a-secret-for-a-measurement-of-no-worth',
    CODE_KEYS: `bench:${randomBytes(KEY_BYTES).toString('base64')}`,
    LOG_LEVEL: 'error',
  }
  const script = path.join(import.meta.dirname, 'start-library.mjs')
  const child = fork(script, { cwd, env: { ...process.env, ...settings } })
  stops.push(() => child.kill())
  await answerOf(child)
  await recordUsualTraffic(settings.DATABASE_URL)
  return (load) => {
    child.send(load)
    return answerOf(child)
  }
}

async function answerOf(child) {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the library process ended')))
  const [answer] = await Promise.race([once(child, 'message'), ended])
  return answer
}

function report(what, pairs) {
  const [before, after] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])).toFixed(1))
  const [low, high] = ratioInterval(pairs).map((ratio) => ratio.toFixed(3))
  console.log(
    `${what.padEnd(18)} before ${before}/s, now ${after}/s, ratio ${ratioOfMedians(pairs).toFixed(3)} (95 % interval ${low} to ${high})`,
  )
}
